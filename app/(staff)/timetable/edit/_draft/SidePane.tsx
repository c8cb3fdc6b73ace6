import type { Words } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import type { Unplaced } from '#app/(staff)/timetable/edit/_draft/unplaced.ts';
import type { DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import type { DraftReport } from '#lib/domain/draftWeek.ts';
import { className, plural } from '#lib/domain/people.ts';
import { type ConflictKind, weekPlaceText } from '#lib/domain/timetable.ts';

/** «1 ч», «0,5 ч». */
export const hoursText = (hundredths: number): string => `${String(hundredths / 100).replace('.', ',')} ч`;

type Clash = { a: DraftSlot; b: DraftSlot; kind: ConflictKind };
type Props = {
  view: DraftView;
  words: Words;
  unplaced: readonly Unplaced[];
  inHand: string | null;
  report: DraftReport;
  clashes: readonly Clash[];
  /** What учебный план says otherwise than the week. */
  gaps: readonly { subjectId: number; plan: number; placed: number }[];
  /** Breaches of this class are told here; null: the week is not a class's. */
  classId: number | null;
  mayWrite: boolean;
  /** `keys`: picked up by a click or a key, and to be put down by the keys. */
  onPick(item: Unplaced, keys: boolean): void;
  onDragEnd(): void;
  onShow(slot: DraftSlot): void;
};
/** As many clashes as one looks through. */
const SHOWN = 30;

/** Beside the week: hours still to be placed, what the class's week breaks, and who is in two places. */
export function SidePane({ view, words, unplaced, inHand, report, clashes, gaps, classId, mayWrite, ...on }: Props) {
  const breaches = report.breaches.filter((one) => classId === null || one.classId === classId);
  const left = unplaced.filter((item) => item.missing > 0);
  const extra = unplaced.filter((item) => item.missing < 0);
  const classOf = (id: number) => {
    const cls = view.classes.find((one) => one.id === id);
    return cls ? className(cls) : '';
  };
  return (
    <aside className="draftside" aria-label="Что осталось и что мешает">
      <section aria-label="Не расставлено">
        <h2>Не расставлено</h2>
        {left.length === 0 && <p className="text-ink-3">Все часы нагрузки на местах.</p>}
        <ul>
          {left.map((item) => (
            <li key={item.key}>
              <button
                type="button"
                className="unplaced"
                aria-pressed={inHand === item.key}
                disabled={!mayWrite}
                draggable={mayWrite}
                onClick={() => on.onPick(item, true)}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', item.key);
                  on.onPick(item, false);
                }}
                onDragEnd={on.onDragEnd}
              >
                <b>{titleOf(item, words, classId)}</b>
                <span>{hoursText(item.missing)}</span>
              </button>
            </li>
          ))}
        </ul>
        {extra.map((item) => (
          <p key={item.key} className="text-warn">
            {titleOf(item, words, classId)}: лишних {hoursText(-item.missing)} против нагрузки
          </p>
        ))}
      </section>
      {classId !== null && (
        <section aria-label="Учебный план">
          <h2>Учебный план</h2>
          {gaps.length === 0 ? (
            <p className="text-ink-3">Часы стоят по учебному плану.</p>
          ) : (
            <ul>
              {gaps.map(({ subjectId, plan, placed }) => (
                <li key={subjectId} className="text-warn">
                  {view.groups.find((group) => group.subjectId === subjectId)?.subject}: по плану {hoursText(plan)},
                  стоит {hoursText(placed)}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <section aria-label="Нормы">
        <h2>Нормы</h2>
        {breaches.length === 0 ? (
          <p className="text-ink-3">Дневные и недельные нормы соблюдены.</p>
        ) : (
          <ul>
            {breaches.slice(0, SHOWN).map((one) => (
              <li key={`${one.classId}:${one.breach.text}`} className="text-warn">
                {classId === null && `${classOf(one.classId)}: `}
                {one.breach.text}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Накладки">
        <h2>
          Накладки по школе <span className="count">{clashes.length}</span>
        </h2>
        {clashes.length === 0 && <p className="text-ink-3">Никто не в двух местах сразу.</p>}
        <ul>
          {clashes.slice(0, SHOWN).map(({ a, b, kind }) => (
            <li key={`${a.id}:${b.id}:${kind}`}>
              <button type="button" className="link text-left" onClick={() => on.onShow(a)}>
                {weekPlaceText(a)}: {words.classOf(a.groupId)} и {words.conflict(kind, b)}
              </button>
            </li>
          ))}
        </ul>
        {clashes.length > SHOWN && (
          <p className="text-ink-3">
            И ещё {clashes.length - SHOWN} {plural(clashes.length - SHOWN, 'накладка', 'накладки', 'накладок')}.
          </p>
        )}
      </section>
    </aside>
  );
}

/** «Английский язык · 1 и 2 подгруппа»; in a teacher's week with the class. */
function titleOf(item: Unplaced, words: Words, classId: number | null): string {
  const [first] = item.groups;
  if (!first) return '';
  const names = item.groups.map((group) => group.name).filter(Boolean);
  return [classId === null ? words.classOf(first.id) : '', first.subject, names.join(' и ')]
    .filter(Boolean)
    .join(' · ');
}
