// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import { vars } from '#app/_ui/vars.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { weekdayShort } from '#lib/domain/time.ts';
import type { LessonState } from '#lib/domain/wall.ts';
import { type Columns, columnWords, type LessonHead } from '../_model/columns.ts';
import { lessonBar } from '../_model/filling.ts';
import { type TotalColumn, totalClass } from '../_model/totals.ts';

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
  totals: readonly TotalColumn[];
  /** «Выставить по среднему»: null for those who may not. */
  onPropose: ((key: string) => void) | null;
  onPick(column: number): void;
  /** A click on a work's badge selects its column. */
  onSelect(column: number): void;
  /** Null: this person changes nothing here. */
  onActions: (() => void) | null;
};
/** Months; dates; badges, weights and filling bars. One row for the screen reader: a column is announced in words. */
export const GridHead = memo(function GridHead({
  columns,
  today,
  now,
  chosen,
  listed,
  totals,
  onPropose,
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
        {totals.map((column, i) => (
          <TotalHead key={column.key} index={totalAt + i} column={column} onPropose={onPropose} />
        ))}
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

type TotalProps = { index: number; column: TotalColumn; onPropose: Props['onPropose'] };
function TotalHead({ index, column, onPropose }: TotalProps) {
  const { kind, key, title, words } = column;
  const proposes =
    onPropose !== null && (kind === 'final' || column.period?.kind === 'year' || column.period?.kind === 'final');
  return (
    <div role="columnheader" aria-colindex={index} className={`${totalClass(column)} whitespace-pre-line`}>
      <span className="sr-only">{words}</span>
      {proposes ? (
        <button
          type="button"
          tabIndex={-1}
          className="jpropose"
          title="Выставить по среднему: Ctrl Enter в этом столбце"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPropose(key)}
        >
          {title}
        </button>
      ) : (
        <span aria-hidden="true">{title}</span>
      )}
    </div>
  );
}
