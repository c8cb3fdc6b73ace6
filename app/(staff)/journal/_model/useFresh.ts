import { useEffect, useMemo, useState } from 'react';
import type { Fresh } from './paint.ts';

/** How long a colleague's change stands out, ms. */
const STANDS_OUT = 6_000;

/** Changes of others that are still news, by student. The map comes with the moments of arrival, so it ages here. */
export function useFresh(changedBy: ReadonlyMap<string, { name: string; at: number }>): ReadonlyMap<number, Fresh[]> {
  const [aged, setAged] = useState(0);
  const fresh = useMemo(() => {
    const result = new Map<number, Fresh[]>();
    for (const [key, { name, at }] of changedBy) {
      if (at <= aged) continue;
      const [workId = 0, studentId = 0] = key.split(':').map(Number);
      result.set(studentId, [...(result.get(studentId) ?? []), { workId, name }]);
    }
    return result;
  }, [changedBy, aged]);
  useEffect(() => {
    let newest = 0;
    for (const { at } of changedBy.values()) newest = Math.max(newest, at);
    if (newest === 0) return;
    const timer = setTimeout(() => setAged(newest), STANDS_OUT);
    return () => clearTimeout(timer);
  }, [changedBy]);
  return fresh;
}
