'use client';

import { useEffect, useState } from 'react';
import { dayFull, dayIn, timeIn } from '#lib/domain/time.ts';

/** The school's local time, going on from the server's moment: a laptop's own clock or zone may be wrong. */
export function SchoolTime({ now, tz }: { now: string; tz: string }) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const opened = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - opened), 5_000);
    return () => clearInterval(timer);
  }, []);
  const moment = new Date(Date.parse(now) + passed);
  return (
    <>
      Журнал ведётся по местному времени школы: {dayFull(dayIn(moment, tz))}, {timeIn(moment, tz)}
    </>
  );
}
