import { Section } from '#app/(family)/_parts/Section.tsx';
import type { AbsencesView } from '#lib/contract/attendanceViews.ts';
import { absenceDays, countDays } from '#lib/domain/absenceCounts.ts';

/** The numbers of a period: lessons and days, in total and by reason. */
export function Summary({ view }: { view: AbsencesView }) {
  const beside = new Map(view.groups.map((group) => [group.groupId, group.beside]));
  const held = new Map(view.held.map((day) => [day.date, day.lessons]));
  const rows = view.rows.map((row) => ({ ...row, beside: beside.get(row.groupId) ?? false }));
  const counts = countDays(absenceDays(rows, held));
  const lines: [string, number, number][] = [
    ['По болезни', counts.ill, counts.daysIll],
    ['По уважительной причине', counts.excused, counts.daysExcused],
    ['Без уважительной причины', counts.unexcused, counts.daysUnexcused],
    ['Причина не указана', counts.unreasoned, counts.daysUnreasoned],
  ];
  return (
    <Section title={`Пропущено, ${view.period.label}`}>
      <table className="w-full text-base">
        <thead>
          <tr className="text-ink-3">
            <th scope="col" className="w-full">
              <span className="sr-only">Причина</span>
            </th>
            <th scope="col" className="px-2 pt-2 text-right font-normal">
              уроков
            </th>
            <th scope="col" className="px-3 pt-2 text-right font-normal">
              дней
            </th>
          </tr>
        </thead>
        <tbody>
          <Line label="Всего" lessons={counts.lessons} days={counts.days} strong />
          {lines
            .filter(([, lessons]) => lessons > 0)
            .map(([label, lessons, days]) => (
              <Line key={label} label={label} lessons={lessons} days={days} />
            ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-2 text-base text-ink-2">
        Опозданий: {counts.late}
        {counts.beside > 0 && ` · внеурочных занятий пропущено: ${counts.beside}`}
      </p>
    </Section>
  );
}

function Line({ label, lessons, days, strong }: { label: string; lessons: number; days: number; strong?: boolean }) {
  const weight = strong ? 'font-semibold' : 'font-normal text-ink-2';
  return (
    <tr>
      <th scope="row" className={`px-3 py-1 text-left ${weight}`}>
        {label}
      </th>
      <td className={`px-2 py-1 text-right ${weight}`}>{lessons}</td>
      <td className={`px-3 py-1 text-right ${weight}`}>{days}</td>
    </tr>
  );
}
