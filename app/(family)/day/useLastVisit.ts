'use client';

import { useEffect, useState } from 'react';

/** A pause of this long, ms, ends a visit: a reload in between must not make new marks old. */
const PAUSE = 30 * 60_000;
type Visit = { last: number; before: number };

const read = (key: string): Visit | null => {
  const [last, before] = (window.localStorage.getItem(key) ?? '').split(' ').map(Number);
  return last && before !== undefined && before >= 0 ? { last, before } : null;
};

/** When this browser last showed this child's day before the present visit, ms of school time; null: never, or not yet
 *  known. Two points in time are all that is kept. */
export function useLastVisit(studentId: number, now: number): number | null {
  const [before, setBefore] = useState<number | null>(null);
  useEffect(() => {
    const key = `visit:${studentId}`;
    try {
      const visit = read(key);
      const previous = visit === null ? 0 : now - visit.last > PAUSE ? visit.last : visit.before;
      window.localStorage.setItem(key, `${now} ${previous}`);
      setBefore(previous || null);
    } catch {
      // A browser that keeps nothing shows every mark alike.
      setBefore(null);
    }
  }, [studentId, now]);
  return before;
}
