import type { NewCommand } from '#app/_live/sendCommands.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { type Target, type Wanted, wantCode, wantMark } from '#lib/domain/bulkMarks.ts';
import { cellsOf, type Range } from '#lib/domain/gridMoves.ts';
import { type BulkDesk, cellAt, columnName, type Preview, previewOf } from './bulk.ts';
import { mayRecord, rollLockedOf } from './cellFacts.ts';
import { rollCommand } from './commands.ts';
import { markKey } from './fields.ts';

/** The actions over a column or a range. Each gives a preview; nothing is sent before it is confirmed. */
export const BULK_ACTIONS = [
  'present',
  'absent',
  'others',
  'late',
  'mark',
  'empty',
  'down',
  'work',
  'comment',
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export const BULK_LABELS: Record<BulkAction, string> = {
  present: 'Все присутствуют',
  absent: 'Всем «Н»',
  others: 'Отсутствуют, кроме выделенных',
  late: 'Всем «О»',
  mark: 'Поставить всем',
  empty: 'Заполнить пустые',
  down: 'Заполнить вниз',
  work: 'Вид работы',
  comment: 'Комментарий ко всем отметкам',
};

/** What the chosen action needs to know. `chosen`: the range was drawn by the person, it is not just the cursor's column. */
export type BulkChoice = {
  action: BulkAction;
  range: Range;
  chosen: boolean;
  value: number;
  typeId: number;
  comment: string;
};

const NOTHING: Preview = { changed: [], refused: [], same: 0, commands: [] };

/** Whether this person changes anything here at all. */
export const mayAct = ({ rights }: BulkDesk['view']): boolean => rights.write || rights.setReasons;
/** The actions that make sense here: no marks where none are set, «кроме выделенных» when somebody is selected. */
export function actionsFor({ view }: BulkDesk, range: Range, chosen: boolean): BulkAction[] {
  const without: BulkAction[] = [];
  if (!view.group.graded) without.push('mark', 'empty', 'work', 'comment');
  if (!view.rights.write) without.push('mark', 'empty', 'work', 'comment', 'down');
  if (!chosen) without.push('others', 'down');
  if (range.top === range.bottom) without.push('down');
  return BULK_ACTIONS.filter((action) => !without.includes(action));
}

const everywhere = (range: Range, wanted: Wanted): Target[] => cellsOf(range).map((at) => ({ at, wanted }));

export function bulkPreview(desk: BulkDesk, choice: BulkChoice): Preview {
  const { range, value } = choice;
  switch (choice.action) {
    case 'present':
      return presentAll(desk, range);
    case 'absent':
      return previewOf(desk, everywhere(range, wantCode('absent')));
    case 'late':
      return previewOf(desk, everywhere(range, wantCode('late')));
    case 'others':
      return previewOf(
        desk,
        everywhere(others(desk, range), wantCode('absent')).filter(({ at }) => !within(range, at.row)),
      );
    case 'mark':
      return previewOf(desk, everywhere(range, wantMark(value)));
    case 'empty':
      return previewOf(
        desk,
        everywhere(range, wantMark(value)).filter(({ at }) => {
          const { marks, code, facts } = cellAt(desk, at);
          return marks[0] === null && code !== 'absent' && code !== 'exempt' && facts.member;
        }),
      );
    case 'down':
      return previewOf(desk, fillDown(desk, range));
    case 'work':
      return changeWorks(desk, choice);
    case 'comment':
      return commentMarks(desk, choice);
  }
}

const within = (range: Range, row: number): boolean => range.top <= row && row <= range.bottom;
/** The listed pupils in the columns of the range. */
const others = ({ rows }: BulkDesk, { left, right }: Range): Range => {
  const listed = rows.filter(({ row }) => !row.gone).length;
  return { top: 0, bottom: Math.max(0, listed - 1), left, right };
};

/** The first row of the range into the rows under it. An empty cell above fills nothing: filling never erases. */
export function fillDown(desk: BulkDesk, range: Range): Target[] {
  return cellsOf({ ...range, top: range.top + 1 }).flatMap((at) => {
    const { marks, code } = cellAt(desk, { row: range.top, col: at.col });
    const absence = code === 'absent' || code === 'late' ? code : null;
    if (marks[0] === null && absence === null) return [];
    return [{ at, wanted: { marks: marks[0] === null ? null : marks, code: absence } }];
  });
}

/** Nobody is away; who came late has come, and his «О» stays. When it is said of the whole list, the roll of the lesson is
 *  taken with it. */
function presentAll(desk: BulkDesk, range: Range): Preview {
  const targets = everywhere(range, wantCode('none')).filter(({ at }) => cellAt(desk, at).code !== 'late');
  const preview = previewOf(desk, targets);
  const { bottom } = others(desk, range);
  if (range.top > 0 || range.bottom < bottom) return preview;
  const { columns, lessons } = desk.columns;
  const ids = new Set(columns.slice(range.left, range.right + 1).map((column) => column.lessonId));
  const heads = lessons.filter(({ lesson }) => ids.has(lesson.id) && !lesson.roll && !lesson.cancelled);
  const { rights, today } = desk.view;
  const due = heads.filter(({ lesson }) => lesson.date <= today && rollLockedOf(rights, lesson.id) === null);
  return {
    ...preview,
    changed: [
      ...preview.changed,
      ...due.map(({ lesson, start }) => ({
        key: `roll:${lesson.id}`,
        who: 'Присутствие на уроке',
        where: columnName(desk.columns, start),
        before: 'не отмечено',
        after: 'отмечено',
      })),
    ],
    commands: [...preview.commands, ...due.flatMap(({ lesson }) => rollCommand(lesson.id, true))],
  };
}

function changeWorks(desk: BulkDesk, { range, typeId }: BulkChoice): Preview {
  const type = desk.view.workTypes.find((other) => other.id === typeId);
  if (!type) return NOTHING;
  const preview: Preview = { changed: [], refused: [], same: 0, commands: [] };
  for (const head of desk.columns.lessons)
    for (const [nth, { work, type: before, weight }] of head.works.entries()) {
      const col = head.start + nth;
      if (!work || col < range.left || col > range.right) continue;
      const line = { key: `work:${work.id}`, who: 'Вид работы', where: columnName(desk.columns, col) };
      const words = (name: string, hundredths: number) => `${name}, вес ${formatWeight(hundredths)}`;
      if (!mayRecord(desk.view.rights, head.lesson.id))
        preview.refused.push({ ...line, why: 'Записи этого урока ведёт другой учитель.' });
      else if (work.typeId === type.id && work.weight === null) preview.same += 1;
      else {
        const after = words(type.name, type.weight);
        preview.changed.push({ ...line, before: words(before?.name ?? '', weight), after });
        const input = { lessonId: head.lesson.id, workId: work.id, typeId: type.id, name: work.name, weight: null };
        preview.commands.push({ name: 'work.change', input });
      }
    }
  return preview;
}

function commentMarks(desk: BulkDesk, { range, comment }: BulkChoice): Preview {
  const text = comment.trim();
  const kept = new Map(desk.view.marks.map((m) => [markKey(m.workId, m.studentId, m.number), m.comment]));
  const preview: Preview = { changed: [], refused: [], same: 0, commands: [] };
  for (const at of text === '' ? [] : cellsOf(range)) {
    const column = desk.columns.columns[at.col];
    const student = desk.rows[at.row]?.row.student;
    const { marks, marksLocked, facts } = cellAt(desk, at);
    if (!column || column.workId === null || !student) continue;
    const line = { key: `${at.row}:${at.col}`, who: student.name, where: columnName(desk.columns, at.col) };
    for (const number of [1, 2] as const) {
      if (marks[number - 1] === null) continue;
      const before = kept.get(markKey(column.workId, student.id, number)) ?? '';
      const locked = marksLocked ?? (facts.periodClosed ? 'Период закрыт.' : null);
      if (locked) preview.refused.push({ ...line, why: locked });
      else if (before === text) preview.same += 1;
      else {
        preview.changed.push({ ...line, key: `${line.key}:${number}`, before, after: text });
        const place = { lessonId: column.lessonId, studentId: student.id, workId: column.workId, number };
        preview.commands.push({ name: 'mark.comment', input: { ...place, comment: text } });
      }
    }
  }
  return preview;
}

/** How the toast names what was done. */
export const doneWords = (action: BulkAction, commands: readonly NewCommand[]): string =>
  `${BULK_LABELS[action]}: изменений ${commands.length}`;
