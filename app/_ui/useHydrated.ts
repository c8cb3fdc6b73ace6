import { useEffect, useState } from 'react';

/** Whether the page's scripts have come: before that a press is heard by nobody. */
export function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return hydrated;
}
