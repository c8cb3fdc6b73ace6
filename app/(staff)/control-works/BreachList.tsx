import { Icon } from '#app/_ui/Icon.tsx';
import type { Board } from '#app/(staff)/control-works/model.ts';
import type { Asked } from '#app/(staff)/control-works/WorkDialog.tsx';
import { RULE_SOURCES } from '#lib/domain/controlLimits.ts';
import { LOST_WORDS } from '#lib/domain/controlWorks.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** What of the month breaks a limit, in words, and what the signs mean. */
export function BreachList({ board, onOpen }: { board: Board; onOpen(asked: Asked): void }) {
  // Both subgroups of a subject break a limit alike: it is said once.
  const broken = [
    ...new Map(
      board.shown.flatMap((entry) =>
        entry.breaches.map((breach) => [
          `${entry.classId}:${entry.subjectId}:${entry.date}:${breach.rule}`,
          { entry, breach },
        ]),
      ),
    ).values(),
  ];
  const lost = board.shown.filter((entry) => entry.lost);
  const labels = new Map(board.view.classes.map((cls) => [cls.id, cls.label]));
  return (
    <section className="cwbreaches" aria-label="Пределы контрольных работ">
      <p className="cwlegend">
        <span className="cwchip planned">План</span>
        <span className="cwchip held">В журнале</span>
        <span className="cwchip missed">Не проведена</span>
        <span>Р, Ф — региональный и федеральный уровень</span>
        <span className="cwkeys">Перенести: мышью или Shift и стрелками</span>
      </p>
      {lost.length > 0 && (
        <ul>
          {lost.map((entry) => (
            <li key={entry.key} className="text-bad">
              <Icon name="warning" size="small" />
              <button type="button" className="link" onClick={() => onOpen({ key: entry.key, classId: entry.classId })}>
                {labels.get(entry.classId)}, {entry.subject}, {weekdayShort(entry.date)} {dayMonth(entry.date)}
              </button>
              <span>{LOST_WORDS}</span>
            </li>
          ))}
        </ul>
      )}
      {broken.length === 0 ? (
        <p className="text-ink-2">
          {board.shown.length === 0
            ? 'В этом месяце контрольных нет.'
            : 'Все контрольные месяца укладываются в пределы школы.'}
        </p>
      ) : (
        <>
          <h2>
            {broken.length} {plural(broken.length, 'замечание', 'замечания', 'замечаний')}
          </h2>
          <ul>
            {broken.map(({ entry, breach }) => (
              <li key={`${entry.key}:${breach.rule}`} className={breach.mode === 'forbid' ? 'text-bad' : 'text-warn'}>
                <Icon name="warning" size="small" />
                <button
                  type="button"
                  className="link"
                  onClick={() => onOpen({ key: entry.key, classId: entry.classId })}
                >
                  {labels.get(entry.classId)}, {entry.subject}, {weekdayShort(entry.date)} {dayMonth(entry.date)}
                </button>
                <span>
                  {breach.words} <span className="cwsource">({RULE_SOURCES[breach.rule]})</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
