import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { entryWords } from '#app/(staff)/control-works/EntryChip.tsx';
import { type Board, fitOf } from '#app/(staff)/control-works/model.ts';
import type { Asked } from '#app/(staff)/control-works/WorkDialog.tsx';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** The month by days, for a phone: reading, and opening one. */
export function DayList({ board, onOpen }: { board: Board; onOpen(asked: Asked): void }) {
  const dates = [...new Set(board.shown.map((entry) => entry.date))];
  const labels = new Map(board.view.classes.map((cls) => [cls.id, cls.label]));
  if (dates.length === 0)
    return (
      <div className="cwlist panel">
        <EmptyState title="Контрольных нет">В этом месяце ничего не запланировано и не внесено в журналы.</EmptyState>
      </div>
    );
  return (
    <div className="cwlist panel">
      {dates.map((date) => (
        <section key={date} aria-label={`${weekdayShort(date)} ${dayMonth(date)}`}>
          <h2>
            {weekdayShort(date)} {dayMonth(date)}
          </h2>
          {board.shown
            .filter((entry) => entry.date === date)
            .map((entry) => (
              <button
                key={entry.key}
                type="button"
                className={`cwline ${fitOf(entry.breaches)}`}
                aria-label={entryWords(board, entry)}
                onClick={() => onOpen({ key: entry.key, classId: entry.classId })}
              >
                <b>{labels.get(entry.classId)}</b>
                <span>
                  {entry.subject}
                  {entry.name && <span className="cwname">{entry.name}</span>}
                </span>
                <span className="text-ink-3">{entry.number === null ? '' : `${entry.number}-й урок`}</span>
              </button>
            ))}
        </section>
      ))}
    </div>
  );
}
