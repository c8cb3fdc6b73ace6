'use client';

import { useEffect, useState } from 'react';

/** How often the server is asked for while it does not answer, ms. */
const ASK = 5000;

/** Whether the server answers again. Asked, because a browser that is «online» may sit behind a dead router. */
export function useReachable(): boolean {
  const [reachable, setReachable] = useState(false);
  useEffect(() => {
    if (reachable) return;
    let stopped = false;
    const ask = async () => {
      const response = await fetch('/readyz', { cache: 'no-store' }).catch(() => null);
      if (!stopped && response?.ok) setReachable(true);
    };
    const timer = setInterval(ask, ASK);
    window.addEventListener('online', ask);
    return () => {
      stopped = true;
      clearInterval(timer);
      window.removeEventListener('online', ask);
    };
  }, [reachable]);
  return reachable;
}
