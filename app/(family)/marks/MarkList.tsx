import { Icon } from '#app/_ui/Icon.tsx';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { markKey } from '#app/(family)/_parts/Corrected.tsx';
import type { MarkChange, MarksView, StudentMark } from '#lib/contract/diaryViews.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { uncountedWords } from '#lib/domain/diary.ts';
import { dayFull, dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

const HEAD = 'pb-1 pt-1.5 font-normal text-caption text-ink-3';

/** Every mark of the subject: when, for what, how much it weighs, what the teacher wrote, what it was before. */
export function MarkList({
  marks,
  view,
  fresh,
}: {
  marks: readonly StudentMark[];
  view: MarksView;
  fresh: ReadonlySet<string>;
}) {
  return (
    <table className="w-full table-fixed text-base">
      <colgroup>
        <col className="w-[3.25rem]" />
        <col />
        <col className="w-16" />
        <col className="w-11" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} pl-3 text-left`}>
            <span className="sr-only">Дата</span>
          </th>
          <th scope="col" className={`${HEAD} text-left`}>
            За что
          </th>
          <th scope="col" className={`${HEAD} text-right`}>
            отметка
          </th>
          <th scope="col" className={`${HEAD} pr-3 text-right`}>
            вес
          </th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <Row key={markKey(mark)} mark={mark} view={view} fresh={fresh.has(markKey(mark))} />
        ))}
      </tbody>
    </table>
  );
}

const CELL = 'border-line border-t py-1.5 align-top';

function Row({ mark, view, fresh }: { mark: StudentMark; view: MarksView; fresh: boolean }) {
  const uncounted = uncountedWords(mark, view.pointDays, view.today);
  const topic = view.topics.find((t) => t.lessonId === mark.lessonId)?.topic ?? null;
  return (
    <tr className={fresh ? 'fresh' : ''}>
      <td className={`${CELL} pl-3 text-ink-3`}>{dayMonth(mark.date)}</td>
      <td className={`${CELL} pr-2 hyphens-auto [overflow-wrap:anywhere]`}>
        {view.workTypes.find((type) => type.id === mark.typeId)?.name ?? 'Работа'}
        {mark.workName ? ` «${mark.workName}»` : ''}
        {mark.comment ? <span className="block text-ink-2">«{mark.comment}»</span> : null}
        {topic && topic !== mark.workName ? <span className="block text-ink-3 text-small">Тема: {topic}</span> : null}
        {uncounted ? <span className="block text-small text-warn">{uncounted}</span> : null}
        {mark.history.map((change) => (
          <Changed key={change.at} change={change} tz={view.tz} />
        ))}
      </td>
      <td className={`${CELL} text-right`}>
        <span className="inline-flex h-[1.125rem] items-center">
          <MarkChip value={mark.value} weight={100} look="text" />
        </span>
      </td>
      <td className={`${CELL} pr-3 text-right text-ink-2`}>{formatWeight(mark.weight)}</td>
    </tr>
  );
}

const word = (value: number): string => (value === 0 ? 'точка' : String(value));

function Changed({ change, tz }: { change: MarkChange; tz: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1 text-small text-warn">
      исправлено {word(change.from)}
      <Icon name="arrow" size="small" />
      <span className="sr-only">на</span>
      {word(change.to)}
      <span className="text-ink-3">
        {dayFull(dayIn(change.at, tz))}, {timeIn(change.at, tz)}
      </span>
    </span>
  );
}
