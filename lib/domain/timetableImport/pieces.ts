import { readCell, type Said } from '#lib/domain/timetableImport/cellText.ts';
import type { DraftClass } from '#lib/domain/timetableImport/draft.ts';
import { classesOf, nameKey, oneLine } from '#lib/domain/timetableImport/labels.ts';
import type { RawCell } from '#lib/domain/timetableImport/tableReader.ts';

/** What one cell holds: a lesson, several at once, or several that take turns; which room and which teacher is whose. */

export type Piece = Omit<Said, 'rooms' | 'people'> & {
  cell: RawCell;
  classes: DraftClass[];
  rooms: string[];
  people: string[];
};

/** Which subject is taught in which room, and which names stand alone somewhere: what cells of one subject say. */
type Uses = { alone: Set<string>; rooms: Map<string, Map<string, number>> };
export function usesOf(cells: readonly RawCell[]): Uses {
  const alone = new Set<string>();
  const rooms = new Map<string, Map<string, number>>();
  for (const cell of cells) {
    const { said } = readCell(cell.text);
    const [only] = said;
    if (said.length !== 1 || !only) continue;
    const subject = nameKey(only.subject);
    alone.add(subject);
    const counts = rooms.get(subject) ?? new Map<string, number>();
    for (const room of [...only.rooms, ...cell.rooms]) counts.set(room, (counts.get(room) ?? 0) + 1);
    rooms.set(subject, counts);
  }
  return { alone, rooms };
}

type Found = { piece: Piece; reason: string | null };
export function piecesOf(cell: RawCell, uses: Uses): Found[] {
  // A teacher's own column: the cell says the class, and perhaps the subject.
  const taught = cell.classes.length === 0 ? taughtIn(cell) : null;
  if (cell.classes.length === 0 && !taught) return [];
  const text = taught ? taught.rest : cell.text;
  const classes = taught ? taught.classes : cell.classes;
  const { said, doubt } = readCell(text);
  const rooms = [...said.flatMap((one) => one.rooms), ...cell.rooms];
  const make = (one: Said, own: string[], people: string[], reason: string | null = null): Found => ({
    piece: {
      cell,
      classes,
      subject: one.subject,
      part: one.part,
      parity: one.parity === 0 ? cell.parity : one.parity,
      rooms: own,
      people,
    },
    reason: reason ?? doubt,
  });
  const named = said.filter((one) => one.subject !== '');
  const [only] = named;
  if (!only)
    return taught
      ? [
          make(
            { subject: subjectOfTeacher(cell), part: '', parity: 0, rooms: [], people: [] },
            rooms,
            cell.people.map(bareName),
          ),
        ]
      : [];
  if (named.length === 1) return [make(only, rooms, [...only.people, ...cell.people].map(bareName))];
  const marked = named.every(
    (one) => one.part !== '' || one.parity !== 0 || one.rooms.length > 0 || one.people.length > 0,
  );
  if (marked && cell.rooms.length === 0) return named.map((one) => make(one, one.rooms, one.people.map(bareName)));
  const people = [...named.flatMap((one) => one.people), ...cell.people].map(bareName);
  const share = (list: string[], at: number) => (list.length === named.length ? list.slice(at, at + 1) : []);
  const weeks = named.every((one) => one.parity !== 0) && new Set(named.map((one) => one.parity)).size === named.length;
  if (weeks)
    return named.map((one, at) =>
      make(one, rooms.length === 1 ? rooms : share(rooms, at), people.length === 1 ? people : share(people, at)),
    );
  const known = named.every((one) => uses.alone.has(nameKey(one.subject)));
  const apart =
    rooms.length >= named.length ||
    people.length >= named.length ||
    named.some((one) => one.part !== '') ||
    (rooms.length === 0 && known);
  // «Родной русский/литература» in one room is one subject whose name has a slash.
  if (!apart) {
    const whole = { ...only, subject: named.map((one) => one.subject).join('/'), part: '' };
    return [make(whole, rooms, people)];
  }
  const subjects = withCommonEnding(named);
  if (rooms.length <= named.length || subjects.some((one) => !uses.rooms.has(nameKey(one.subject))))
    return subjects.map((one, at) =>
      make(
        one,
        rooms.length > named.length ? [] : share(rooms, at),
        share(people, at),
        rooms.length > named.length ? 'кабинетов больше, чем предметов: чей какой, не сказано' : null,
      ),
    );
  const given = new Map<number, string[]>();
  for (const room of rooms) {
    const counts = subjects.map((one) => uses.rooms.get(nameKey(one.subject))?.get(room) ?? 0);
    const best = counts.indexOf(Math.max(...counts));
    given.set(best, [...(given.get(best) ?? []), room]);
  }
  return subjects.map((one, at) => make(one, given.get(at) ?? [], share(people, at)));
}

/** «Французский / Испанский язык» is two languages. */
function withCommonEnding(said: Said[]): Said[] {
  const ending = /\s(язык|труд|культура)$/i.exec(said.at(-1)?.subject ?? '')?.[0];
  if (!ending) return said;
  return said.map((one) =>
    /\s/.test(one.subject.trim()) ? one : { ...one, subject: one.subject + ending.toLowerCase() },
  );
}

const CLASS_WORDS = /(?<!\d|\d[,/])(\d{1,2})\s?[-–]?\s?["«]?([А-ЯЁA-Z]|[а-яё](?![а-яё]))["»]?(?![а-яёa-z])/gu;
/** Classes in a teacher's cell: «5А алг 301», «10А/10Б». */
function taughtIn(cell: RawCell): { classes: DraftClass[]; rest: string } | null {
  const classes = [...cell.text.matchAll(CLASS_WORDS)].flatMap(([word]) => classesOf(word));
  if (classes.length === 0) return null;
  return { classes, rest: cell.text.replace(CLASS_WORDS, ' ').replace(/^[\s,;/+-]+/, '') };
}
/** «Орлова Е. В. (математика)» heads a column of mathematics. */
const subjectOfTeacher = (cell: RawCell): string => /\(([^)]+)\)/.exec(cell.people.at(-1) ?? '')?.[1]?.trim() ?? '';
const bareName = (name: string): string => oneLine(name.replace(/\(.*\)$/, ''));
