import { useSeen } from '#app/_ui/useSeen.ts';
import { Section } from '#app/(family)/_parts/Section.tsx';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { comingControls, dayNear } from '#lib/domain/diary.ts';
import { dayMonth, daysBetween, weekdayShort } from '#lib/domain/time.ts';

/** A day further off than this is said by its date, days. */
const NEAR = 1;

/** «Ближайшие контрольные» of the coming two weeks; no section when there are none. */
export function Controls({ view }: { view: DiaryView }) {
  const coming = comingControls(view);
  const changed = useSeen(new Map(coming.map(({ key }) => [key, 1])));
  if (coming.length === 0) return null;
  return (
    <Section title="Ближайшие контрольные">
      <ul>
        {coming.map((control) => {
          const type = view.workTypes.find((known) => known.id === control.typeId)?.name ?? 'Контрольная работа';
          const near = daysBetween(view.today, control.date) <= NEAR;
          return (
            <li
              key={control.key}
              className={`grid min-h-row-touch grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-2.5 border-line border-t px-3 py-2 first:border-t-0 ${changed(control.key) ? 'fresh' : ''}`}
            >
              <span className={near ? 'font-medium text-warn' : 'text-ink-2'}>
                {near ? dayNear(control.date, view.today) : `${weekdayShort(control.date)} ${dayMonth(control.date)}`}
              </span>
              <span>
                <span className="font-medium">{control.subject}</span>
                <span className="block text-base text-ink-2">
                  {type}
                  {control.name ? ` «${control.name}»` : ''}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
