import { askRead } from '#app/_live/askRead.ts';
import type { CellChange } from '#lib/contract/reads.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { kindWords, type MarkKind } from '#lib/domain/markKind.ts';
import { attendanceText, markText, REASON_TEXT } from '#lib/domain/marks.ts';
import { History, type HistoryLine, useHistory } from './History.tsx';

type Place = { lessonId: number; workId: number; studentId: number };

/** «История изменений» of a cell: who, when, was → became, why (003 П2 3.3). */
export function CellHistory({ place, types, tz }: { place: Place; types: readonly WorkTypeRef[]; tz: string }) {
  const { lessonId, workId, studentId } = place;
  const history = useHistory(`${lessonId}:${workId}:${studentId}`, (signal) =>
    askRead('cell.history', { lessonId, workId, studentId }, signal),
  );
  return (
    <History history={history} tz={tz} lineOf={(change) => lineOf(change, types)} empty="Эту ячейку ещё не меняли." />
  );
}

const EMPTY = 'пусто';
const mark = (value: number | null): string => (value === null ? EMPTY : markText(value));
const quoted = (text: string | null): string => (text === null ? EMPTY : `«${text}»`);
const nth = (number: number): string => (number === 2 ? ' (вторая)' : '');

const kindText = (kind: MarkKind, types: readonly WorkTypeRef[]): string =>
  kindWords(kind, types.find((type) => type.id === kind.typeId)?.name);

function lineOf(change: CellChange, types: readonly WorkTypeRef[]): HistoryLine {
  const { at, by, seq, why } = change;
  const said = { at, by, seq, why };
  switch (change.what) {
    case 'mark':
      return { ...said, what: `Отметка${nth(change.number)}`, before: mark(change.before), after: mark(change.after) };
    case 'comment':
      return {
        ...said,
        ...{ what: `Комментарий${nth(change.number)}`, before: quoted(change.before), after: quoted(change.after) },
      };
    case 'kind':
      return {
        ...{ ...said, what: `Вид и вес${nth(change.number)}` },
        ...{ before: kindText(change.before, types), after: kindText(change.after, types) },
      };
    case 'absence': {
      const text = (code: typeof change.before) => attendanceText({ code, reason: null }) ?? 'присутствовал';
      const after = change.minutes === null ? text(change.after) : `${text(change.after)}, ${change.minutes} мин`;
      return { ...said, what: 'Присутствие', before: text(change.before), after };
    }
    case 'reason': {
      const text = (reason: typeof change.before) => (reason === null ? 'без причины' : REASON_TEXT[reason]);
      return { ...said, what: 'Причина', before: text(change.before), after: text(change.after) };
    }
  }
}
