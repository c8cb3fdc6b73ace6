import { readCell, type Said } from '#lib/domain/timetableImport/cellText.ts';
import type { DraftClass, DraftLesson, DraftNote } from '#lib/domain/timetableImport/draft.ts';
import { classesOf, nameKey, oneLine } from '#lib/domain/timetableImport/labels.ts';
import type { RawCell } from '#lib/domain/timetableImport/tableReader.ts';

/** From cells to lessons: a cell «Информатика/Химия 415/416/332» is three lessons at once, four equal cells of four classes
 *  with four rooms are one stream of four groups, two columns of one class are its halves. */

type Piece = Omit<Said, 'rooms' | 'people'> & {
  cell: RawCell;
  classes: DraftClass[];
  rooms: string[];
  people: string[];
};

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

/** Which subject is taught in which room, and which names stand alone somewhere: what cells of one subject say. */
type Uses = { alone: Set<string>; rooms: Map<string, Map<string, number>> };
function usesOf(cells: readonly RawCell[]): Uses {
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
function piecesOf(cell: RawCell, uses: Uses): Found[] {
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
