import { useSyncExternalStore } from 'react';

/** A phone in a hand: the grid gives way to a list. */
const NARROW = '(max-width: 640px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener('change', tell);
      return () => query.removeEventListener('change', tell);
    },
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
