import { useState } from 'react';
import { plural } from '#lib/domain/people.ts';
import { sectionEnd } from '#lib/domain/plans/outline.ts';
import type { Block } from '#lib/domain/plans/rowMoves.ts';
import type { PlanField, PlanRow } from '#lib/domain/plans/rows.ts';
import type { HeldRow } from '../_parts/Dialogs.tsx';
import { insertAbove, insertBelow, merge, moveTo, remove, split, step } from './actions.ts';
import type { Line } from './lines.ts';
import type { Desk } from './usePlanDesk.ts';

/** What is done with whole rows: put, moved, divided, merged, taken away. `block`: the rows that are selected. */
export function useRowActs({
  desk,
  line,
  field,
  block,
  edit,
  end,
  toGrid,
}: {
  desk: Desk;
  line: Line | undefined;
  field: PlanField | null;
  block: Block | null;
  edit(rowId: string, at: PlanField, seed: string | null): void;
  end(): void;
  toGrid(): void;
}) {
  const { rows, lines, columns, selection } = desk;
  const { cursor } = selection;
  const [asked, setAsked] = useState<{ ids: string[]; held: HeldRow[] } | null>(null);

  const takeBack = () => showTouched(desk.store?.undo() ?? []);
  function showTouched(ids: readonly string[]) {
    const [first] = ids;
    if (first !== undefined && rows.some((row) => row.id === first)) selection.setPlace(first, field ?? 'topic');
  }
  function openNew(id: string | null) {
    if (id === null) return;
    selection.setPlace(id, 'topic');
    edit(id, 'topic', null);
  }
  function insert(where: 'below' | 'above', kind: PlanRow['kind'] = 'lesson') {
    const { store } = desk;
    if (!store) return;
    end();
    const folded = line?.section && !line.section.open;
    const last = line && folded ? rows[sectionEnd(rows, line.index) - 1] : line?.row;
    if (where === 'below' || !line) openNew(insertBelow(store, last?.id ?? null, kind));
    else openNew(insertAbove(store, line.row.id, kind));
  }
  /** Behind the plan's last row. */
  function append(kind: PlanRow['kind']) {
    const last = rows.at(-1);
    if (desk.store && last) openNew(insertBelow(desk.store, last.id, kind));
  }
  function move(direction: 'up' | 'down') {
    if (desk.store && block && !step(desk.store, block, direction))
      desk.offer(direction === 'up' ? 'Выше строк нет.' : 'Ниже строк нет.', null);
  }
  function drop(from: number, to: number, before: number) {
    const { store } = desk;
    const first = lines[from];
    const last = lines[to];
    if (!store || !first || !last) return;
    const folded = last.section && !last.section.open;
    const taken = { from: first.index, to: folded ? sectionEnd(rows, last.index) - 1 : last.index };
    moveTo(store, taken, lines[before]?.index ?? rows.length);
    selection.setPlace(first.row.id, columns[cursor.col]?.key ?? 'topic');
  }
  function removeNow(ids: readonly string[]) {
    const { store } = desk;
    if (!store) return;
    setAsked(null);
    const taken = rows.filter((row) => ids.includes(row.id));
    const next = rows.slice((block?.to ?? 0) + 1).find((row) => !ids.includes(row.id));
    remove(store, ids);
    if (next) selection.setPlace(next.id, columns[cursor.col]?.key ?? 'topic');
    const section = taken.length === 1 && taken[0]?.kind === 'section';
    const words = section
      ? 'Раздел убран, его строки остались.'
      : `Удалено: ${taken.length} ${plural(taken.length, 'строка', 'строки', 'строк')}.`;
    desk.offer(words, () => {
      takeBack();
      toGrid();
    });
    toGrid();
  }
  function askRemove() {
    if (!block || rows.length === 0) return;
    // The head of an open section goes alone: its lessons fall to the section above.
    const ids = rows.slice(block.from, block.to + 1).map((row) => row.id);
    const heldRows = rows
      .filter((row) => ids.includes(row.id))
      .flatMap(({ id, topic }) => {
        const where = desk.held.get(id);
        return where === undefined ? [] : [{ id, topic, where }];
      });
    if (heldRows.length > 0) setAsked({ ids, held: heldRows });
    else removeNow(ids);
  }
  function splitHere(caret: number | null) {
    const { store } = desk;
    if (!store || !line || line.section) return desk.offer('Раздел не делится: разделите тему.', null);
    const more = line.row.hours < 2;
    end();
    const id = split(store, line.row, caret);
    if (id !== null) selection.setPlace(id, 'topic');
    desk.offer(
      more ? 'Тема разделена: в плане на час больше.' : 'Тема разделена, часы поделены между строками.',
      takeBack,
    );
    toGrid();
  }
  function mergeHere() {
    const { store } = desk;
    if (!store || !block) return;
    const taken = rows.slice(block.from, Math.max(block.to, block.from + 1) + 1);
    const result = merge(store, taken, new Set(desk.held.keys()));
    if (typeof result !== 'string') return desk.offer(result.message, null);
    selection.setPlace(result, 'topic');
    desk.offer(`Объединено строк: ${taken.length}. Часы сложены.`, takeBack);
  }
  return {
    asked,
    insert,
    append,
    drop,
    move,
    splitHere,
    mergeHere,
    askRemove,
    removeNow,
    takeBack,
    showTouched,
    keepRows: () => {
      setAsked(null);
      toGrid();
    },
  };
}
