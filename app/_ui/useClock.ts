'use client';

import { useEffect, useRef, useState } from 'react';

const MINUTE = 60_000;
/** How often the clock is looked at, ms: a minute's turn shows at most this late. */
const LOOK = 2_000;
const wholeMinute = (ms: number): number => Math.floor(ms / MINUTE) * MINUTE;

/** School time in whole minutes, ms. Bells ring on whole minutes, so nothing on a screen changes between two of them, and a
 *  screen is drawn anew once a minute. The first value is the server's, so that both draw the same. */
export function useClock(initial: string, now: () => Date): number {
  const [minute, setMinute] = useState(() => wholeMinute(Date.parse(initial)));
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  useEffect(() => {
    const look = () => setMinute(wholeMinute(latest.current().getTime()));
    look();
    const timer = setInterval(look, LOOK);
    return () => clearInterval(timer);
  }, []);
  return minute;
}
