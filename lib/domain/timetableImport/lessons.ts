import type { DraftLesson, DraftNote } from '#lib/domain/timetableImport/draft.ts';
import { nameKey, oneLine } from '#lib/domain/timetableImport/labels.ts';
import { type Piece, piecesOf, usesOf } from '#lib/domain/timetableImport/pieces.ts';
import type { RawCell } from '#lib/domain/timetableImport/tableReader.ts';

/** From cells to lessons: a cell «Информатика/Химия 415/416/332» is three lessons at once, four equal cells of four classes
 *  with four rooms are one stream of four groups, two columns of one class are its halves. */

/** Lessons of all sheets' cells together: a stream may go through several sheets. */
export function lessonsOf(cells: readonly RawCell[]): { lessons: DraftLesson[]; notes: DraftNote[] } {
  const notes: DraftNote[] = [];
  const doubt = (cell: RawCell, reason: string) =>
    notes.push({ place: cell.place, text: oneLine(cell.text).slice(0, 120), reason, lost: false });
  const uses = usesOf(cells);
  const pieces: Piece[] = [];
  for (const cell of cells) {
    if (cell.doubt) doubt(cell, cell.doubt);
    const found = piecesOf(cell, uses);
    if (found.length === 0)
      notes.push({ place: cell.place, text: oneLine(cell.text).slice(0, 120), reason: 'не понят предмет', lost: true });
    for (const { piece, reason } of found) {
      pieces.push(piece);
      if (reason) doubt(cell, reason);
    }
  }
  const halves = halvesOf(cells);
  return { lessons: sameLessons(joined(pieces, halves), notes), notes };
}

/** The halves a class is headed by: «медицинское», «психологическое». */
function halvesOf(cells: readonly RawCell[]): Map<string, Set<string>> {
  const halves = new Map<string, Set<string>>();
  for (const one of cells.flatMap((cell) => cell.classes)) {
    const known = halves.get(one.name) ?? new Set<string>();
    known.add(one.half);
    halves.set(one.name, known);
  }
  return halves;
}

const momentOf = (piece: Piece): string =>
  [piece.cell.weekday, piece.cell.number ?? piece.cell.starts, piece.parity].join(':');

/** Pieces that are one lesson become one: of the halves of a class, of the classes of a stream. */
function joined(pieces: Piece[], halves: Map<string, Set<string>>): DraftLesson[] {
  const byMoment = new Map<string, Piece[]>();
  for (const piece of pieces) byMoment.set(momentOf(piece), [...(byMoment.get(momentOf(piece)) ?? []), piece]);
  const order = new Map<string, string[]>();
  const lessons: DraftLesson[] = [];
  for (const list of byMoment.values()) {
    const groups = new Map<string, Piece[]>();
    for (const piece of list) {
      const where = [...new Set(piece.rooms)].sort().join('/');
      const several = new Set(piece.rooms).size > 1;
      const people = piece.people.join('/');
      // Several rooms that are the same for several classes make a stream; one room does not: a gym holds two classes.
      const key = several
        ? `${nameKey(piece.subject)}|${where}|${piece.part}`
        : `${nameKey(piece.subject)}|${where}|${piece.part}|${people}|${piece.classes.map((one) => one.name).join()}|${piece.cell.lanes > 1 ? piece.cell.lane : ''}`;
      groups.set(key, [...(groups.get(key) ?? []), piece]);
    }
    for (const group of groups.values()) lessons.push(...spread(group, halves, order, list));
  }
  return lessons;
}

function spread(
  group: Piece[],
  halves: Map<string, Set<string>>,
  order: Map<string, string[]>,
  moment: Piece[],
): DraftLesson[] {
  const [first] = group;
  if (!first) return [];
  const named = group.flatMap((piece) => piece.classes);
  const names = [...new Set(named.map((one) => one.name))];
  const classes = names
    .flatMap((name) => named.find((one) => one.name === name) ?? [])
    .map((one) => ({ ...one, half: '' }));
  const { part, parts } = partOf(group, names, halves, moment);
  const common = {
    place: first.cell.place,
    classes,
    subject: first.subject,
    weekday: first.cell.weekday,
    number: first.cell.number ?? 0,
    parity: first.parity,
    starts: first.cell.starts,
  };
  const people = [
    ...new Set(group.flatMap((piece) => piece.people.flatMap((one) => one.split(/\s?[/;]\s?|,\s(?=[А-ЯЁ])/u)))),
  ];
  const rooms = ordered([...new Set(first.rooms)], `${names.join()}|${nameKey(first.subject)}|${part}`, order);
  // Two teachers without rooms, or with one, are two subgroups too.
  const count = Math.max(rooms.length, people.length > 1 ? people.length : 0);
  if (count < 2) return [{ ...common, part, parts, room: rooms[0] ?? '', teacher: people[0] ?? '' }];
  return Array.from({ length: count }, (_, at) => ({
    ...common,
    part: part === '' || part === '?' ? String(at + 1) : `${part} ${at + 1}`,
    parts: count,
    room: rooms[rooms.length === 1 ? 0 : at] ?? '',
    teacher: people.length === count ? (people[at] ?? '') : '',
  }));
}

/** Which part of its class a lesson is for. */
function partOf(
  group: Piece[],
  names: string[],
  halves: Map<string, Set<string>>,
  moment: Piece[],
): { part: string; parts: number } {
  const [first] = group;
  if (!first) return { part: '', parts: 1 };
  if (first.part !== '') return { part: first.part, parts: 2 };
  if (names.length > 1) return { part: '', parts: 1 };
  const [name] = names;
  const all = halves.get(name ?? '') ?? new Set<string>();
  const here = new Set(group.flatMap((piece) => piece.classes.map((one) => one.half)));
  if (all.size > 1 && here.size < all.size) {
    // The other half has the same subject at this time, or nothing at all: still only these have this lesson.
    const words = [...here]
      .map((half) => half || 'основная')
      .sort()
      .join(', ');
    return { part: words, parts: all.size };
  }
  if (first.cell.lanes > 1) return { part: String(first.cell.lane + 1), parts: first.cell.lanes };
  // Other lessons of the very same class at the very same time: each has a part of it.
  const beside = moment.filter(
    (piece) =>
      !group.includes(piece) && piece.classes.some((one) => one.name === name && sharesHalf(one.half, here, all)),
  );
  if (beside.length === 0) return { part: '', parts: 1 };
  return { part: '?', parts: beside.length + 1 };
}
const sharesHalf = (half: string, here: Set<string>, all: Set<string>): boolean => all.size < 2 || here.has(half);

/** Rooms in the order in which this class's subject named them first: «142/317» and «317/142» are the same two subgroups. */
function ordered(rooms: string[], key: string, order: Map<string, string[]>): string[] {
  const known = order.get(key) ?? [];
  const sorted = [...known.filter((room) => rooms.includes(room)), ...rooms.filter((room) => !known.includes(room))];
  if (known.length === 0) order.set(key, rooms);
  return sorted.length === rooms.length && known.length > 0 ? sorted : rooms;
}

/** Parts that were not told take the number that their room has elsewhere; else their place in the cell. */
function sameLessons(lessons: DraftLesson[], notes: DraftNote[]): DraftLesson[] {
  const partByRoom = new Map<string, string>();
  const keyOf = (lesson: DraftLesson) =>
    `${lesson.classes.map((one) => one.name).join()}|${nameKey(lesson.subject)}|${lesson.room}`;
  for (const lesson of lessons) if (/^\d$/.test(lesson.part) && lesson.room) partByRoom.set(keyOf(lesson), lesson.part);
  const seen = new Map<string, number>();
  const kept: DraftLesson[] = [];
  const whole = new Set<string>();
  for (const lesson of lessons) {
    let { part } = lesson;
    const moment = `${lesson.classes.map((one) => one.name).join()}|${lesson.weekday}|${lesson.number}|${lesson.starts}|${lesson.parity}`;
    const at = (seen.get(moment) ?? 0) + 1;
    seen.set(moment, at);
    if (part === '?') part = partByRoom.get(keyOf(lesson)) ?? String(at);
    const key = JSON.stringify([
      lesson.classes.map((one) => one.name),
      nameKey(lesson.subject),
      part,
      lesson.weekday,
      lesson.number,
      lesson.starts,
      lesson.parity,
      lesson.room,
    ]);
    if (whole.has(key)) {
      notes.push({
        place: lesson.place,
        text: lesson.subject,
        reason: 'этот урок уже встретился в файле',
        lost: false,
      });
      continue;
    }
    whole.add(key);
    kept.push({ ...lesson, part });
  }
  return kept;
}
