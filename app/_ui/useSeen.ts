'use client';

import { useState } from 'react';

/** Tells what has changed since this screen was opened, so that a live change can be lit once. `versions`: by key, the
 *  version of what is shown now; a key that was not there is a change too. */
export function useSeen(versions: ReadonlyMap<string, number>): (key: string) => boolean {
  const [first] = useState(versions);
  return (key) => versions.has(key) && versions.get(key) !== first.get(key);
}
