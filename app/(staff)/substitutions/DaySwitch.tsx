import Link from 'next/link';
import { useRef, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { dayNear } from '#lib/domain/diary.ts';
import { addDays, dayFull, daysBetween, isDay, weekdayOf, weekdayShort } from '#lib/domain/time.ts';

export const dayHref = (date: string) => `/substitutions?date=${date}`;
/** The day before or after; Sundays have no lessons. */
function stepDay(date: string, by: 1 | -1): string {
  const next = addDays(date, by);
  return weekdayOf(next) === 7 ? addDays(next, by) : next;
}

/** Further from today than a school year is a year half typed. */
const FAR_DAYS = 366;

/** The day, typed or picked. A date field has a whole date after each key, so what is typed waits for Enter or for leaving the
 *  field; what is picked in the browser's calendar does not. */
export function DaySwitch({ view, onDay }: { view: SubstitutionsView; onDay(date: string): void }) {
  const [text, setText] = useState(view.date);
  const typing = useRef(false);
  const asked = useRef(view.date);
  const shown = isDay(text) ? text : view.date;
  const near = dayNear(shown, view.today);
  const words = /^(сегодня|завтра|вчера)$/.test(near) ? `${near.slice(0, 1).toUpperCase()}${near.slice(1)}, ` : '';
  function go(day: string) {
    typing.current = false;
    if (!isDay(day) || Math.abs(daysBetween(view.today, day)) > FAR_DAYS) return setText(asked.current);
    if (day === asked.current) return;
    asked.current = day;
    onDay(day);
  }
  return (
    <div className="segmented">
      <Link href={dayHref(stepDay(view.date, -1))} prefetch={false} aria-label="Предыдущий день">
        <Icon name="left" size="small" />
      </Link>
      <label className="sdate">
        <span>
          {words}
          {weekdayShort(shown)} {dayFull(shown)}
        </span>
        <input
          type="date"
          aria-label="День"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (!typing.current) go(event.target.value);
          }}
          onKeyDown={(event) => {
            typing.current = true;
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
          onPointerDown={() => {
            typing.current = false;
          }}
          onBlur={(event) => go(event.target.value)}
        />
      </label>
      <Link href={dayHref(stepDay(view.date, 1))} prefetch={false} aria-label="Следующий день">
        <Icon name="right" size="small" />
      </Link>
    </div>
  );
}
