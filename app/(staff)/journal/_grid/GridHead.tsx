// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import type { JournalView } from '#lib/contract/views.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { weekdayShort } from '#lib/domain/time.ts';
import type { LessonState } from '#lib/domain/wall.ts';
import { type Columns, columnWords, type LessonHead } from '../_model/columns.ts';
import { lessonBar } from '../_model/filling.ts';
import { vars } from './vars.ts';

const BAR_WORDS: Record<string, string> = {
  filled: 'заполнено',
  empty: 'не заполнено',
  late: 'не заполнено, срок прошёл',
};
const span = (n: number) => vars({ '--n': n });

type Props = {
  columns: Columns;
  today: string;
  now: number;
  /** The lesson whose record the panel shows. */
  chosen: number | null;
  listed: number;
  titles: Titles;
  onPick(column: number): void;
  /** A click on a work's badge selects its column. */
  onSelect(column: number): void;
  /** Null: this person changes nothing here. */
  onActions: (() => void) | null;
};
/** «I ч.» and «Итог II ч.»; `previous` null: there was no period before. */
export type Titles = { previous: string | null; final: string };

/** «II четверть» → «II ч.». */
export const periodShort = (label: string): string => label.replace(/\s+(\S)\S*$/, ' $1.');
export function titlesOf({ period, periods }: Pick<JournalView, 'period' | 'periods'>): Titles {
  const before = periods.findLast((other) => other.ends < period.starts);
  return { previous: before ? periodShort(before.label) : null, final: periodShort(period.label) };
}

/** Months; dates; badges, weights and filling bars. One row for the screen reader: a column is announced in words. */
export const GridHead = memo(function GridHead({
  columns,
  today,
  now,
  chosen,
  listed,
  titles,
  onPick,
  onSelect,
  onActions,
}: Props) {
  const totalAt = columns.columns.length + 2;
  return (
    <div role="row" aria-rowindex={1} className="jhead">
      <div role="columnheader" aria-colindex={1} className="jname">
        Ученик <span className="listed">{listed}</span>
        {onActions && (
          <button
            type="button"
            tabIndex={-1}
            className="jact"
            title="Действия со столбцом или выделенным: Г"
            onMouseDown={(event) => event.preventDefault()}
            onClick={onActions}
          >
            Действия
          </button>
        )}
      </div>
      <div role="none" className="jlessons">
        <div className="jline" aria-hidden="true">
          {columns.months.map((month, i) => (
            <span key={columns.monthStarts[i]} className="jmonth" style={span(month.span)}>
              <span>{month.name}</span>
            </span>
          ))}
        </div>
        <div className="jline" aria-hidden="true">
          {columns.lessons.map((head) => (
            <DateHead
              key={head.lesson.id}
              head={head}
              today={today}
              chosen={chosen === head.lesson.id}
              onPick={onPick}
            />
          ))}
        </div>
        <div role="none" className="jline">
          {columns.lessons.map((head) => (
            <WorkHeads
              key={head.lesson.id}
              head={head}
              today={today}
              bar={lessonBar(head.lesson, now)}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
      <div role="none" className="jtotals">
        {titles.previous && (
          <TotalHead index={totalAt + 0} className="t1" label={titles.previous} words={`Отметка, ${titles.previous}`} />
        )}
        <TotalHead index={totalAt + 1} className="t2" label={'Ср.\nбалл'} words="Средневзвешенный балл" />
        <TotalHead index={totalAt + 2} className="t3" label="Прогноз" words="Прогноз" />
        <TotalHead index={totalAt + 3} className="t4" label={`Итог\n${titles.final}`} words={`Итог, ${titles.final}`} />
      </div>
    </div>
  );
});

const stateOf = ({ lesson }: LessonHead, today: string): string =>
  `${lesson.date === today ? ' today' : lesson.date > today ? ' future' : ''}${lesson.cancelled ? ' cancelled' : ''}`;

type DateProps = { head: LessonHead; today: string; chosen: boolean; onPick(column: number): void };
/** Each lesson's head by itself: a step to the next lesson redraws two of them, not a year. */
const DateHead = memo(function DateHead({ head, today, chosen, onPick }: DateProps) {
  const { lesson, works, month, start } = head;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`jdate${month ? ' month' : ''}${stateOf(head, today)}${chosen ? ' chosen' : ''}`}
      style={span(works.length)}
      title={lesson.cancelled ? 'Урок отменён' : (lesson.topic ?? 'Тема не внесена')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(start)}
    >
      <b>{lesson.date.slice(8)}</b>
      <span>{weekdayShort(lesson.date)}</span>
    </button>
  );
});

type WorksProps = { head: LessonHead; today: string; bar: LessonState; onSelect(column: number): void };
const WorkHeads = memo(function WorkHeads({ head, today, bar, onSelect }: WorksProps) {
  return head.works.map((work, nth) => {
    const shown = nth === 0 ? bar : null;
    const words = [columnWords(head, work), shown && BAR_WORDS[shown]].filter(Boolean).join(', ');
    return (
      <div
        key={work.key}
        role="columnheader"
        aria-colindex={head.start + nth + 2}
        onMouseDown={(event) => {
          event.preventDefault();
          onSelect(head.start + nth);
        }}
        title={work.work?.name ?? (work.plain ? undefined : work.type?.name)}
        className={`jwork-head${head.month && nth === 0 ? ' month' : ''}${stateOf(head, today)}${work.type?.control ? ' control' : ''}`}
      >
        <span className="sr-only">{words}</span>
        <span aria-hidden="true">
          {!work.plain && work.type?.short}
          {work.weight !== 100 && <sub>{formatWeight(work.weight)}</sub>}
        </span>
        {shown && <i className={shown} />}
      </div>
    );
  });
});

function TotalHead({
  index,
  className,
  label,
  words,
}: {
  index: number;
  className: string;
  label: string;
  words: string;
}) {
  return (
    <div role="columnheader" aria-colindex={index} aria-label={words} className={`${className} whitespace-pre-line`}>
      {label}
    </div>
  );
}
