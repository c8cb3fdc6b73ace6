import {
  type Draft,
  type DraftClass,
  type DraftLesson,
  type DraftNote,
  LESSON_LIMIT,
  NAME_LIMIT,
  NOTE_LIMIT,
  ROOM_LIMIT,
} from '#lib/domain/timetableImport/draft.ts';
import { classOf, nameKey, oneLine, weekdayOf } from '#lib/domain/timetableImport/labels.ts';

/** An element of an aSc Timetables export, without its place in the tree: its name says enough. */
export type AscElement = { name: string; attributes: Record<string, string> };
type Attributes = Record<string, string>;

/** Reads an export of aSc Timetables: lessons (what is taught, by whom, how often), cards (where each stands in the week).
 *  Ids of an export mean nothing outside it — the next one has others — so only names leave this function. */
export function readAsc(elements: readonly AscElement[]): Draft {
  const all = (name: string) => elements.filter((one) => one.name === name).map((one) => one.attributes);
  const byId = (name: string) => new Map(all(name).map((one) => [one['id'] ?? '', one]));
  const [subjects, teachers, rooms, classes, groups] = ['subject', 'teacher', 'classroom', 'class', 'group'].map(byId);
  const lessons = byId('lesson');
  const cards = all('card');
  const notes: DraftNote[] = [];
  const draft: DraftLesson[] = [];
  const shorts = repeated([...(subjects?.values() ?? [])].map((one) => one['short'] ?? ''));
  const days = weekdays(all('daysdef').length > 0 ? all('daysdef') : all('day'));
  const terms = all('termsdef');
  const perLesson = new Map<string, number>();
  for (const card of cards) perLesson.set(card['lessonid'] ?? '', (perLesson.get(card['lessonid'] ?? '') ?? 0) + 1);

  for (const [at, card] of cards.entries()) {
    const place = `карточка ${at + 1}`;
    const lesson = lessons.get(card['lessonid'] ?? '');
    const subject = subjects?.get(lesson?.['subjectid'] ?? '');
    const name = subject ? subjectName(subject, shorts) : '';
    const lost = (reason: string) => notes.push({ place, text: name, reason, lost: true });
    const number = Number(card['period'] ?? '');
    const weekday = daysOf(card, days);
    if (!lesson) lost('карточка без урока: в выгрузке его нет');
    else if (!subject) lost('у урока нет предмета');
    else if (
      !Number.isSafeInteger(number) ||
      card['period'] === '' ||
      card['period'] === undefined ||
      number < 0 ||
      number > 15
    )
      lost('урок не поставлен в сетку');
    else if (weekday.length === 0) lost('не найден день недели');
    else {
      const named = listOf(lesson['classids']).flatMap((id) => className(classes?.get(id)));
      if (named.length === 0) {
        lost('у урока нет класса');
        continue;
      }
      const term = card['terms'] ?? '';
      if (terms.length > 0 && /^[01]+$/.test(term) && term.includes('0')) {
        lost(`урок не всего года: ${termName(terms, term)}`);
        continue;
      }
      const parts = partsOf(
        listOf(lesson['groupids']).flatMap((id): Attributes[] => {
          const group = groups?.get(id);
          return group ? [group] : [];
        }),
      );
      const people = listOf(lesson['teacherids'] ?? lesson['teacherid'])
        .map((id) => personName(teachers?.get(id)))
        .filter(Boolean);
      const where = listOf(card['classroomids'] ?? lesson['classroomids']).map((id) => roomName(rooms?.get(id)));
      if (people.length > 1)
        notes.push({ place, text: name, reason: `у урока ${people.length} учителя: взят первый`, lost: false });
      const week = weekOf(card['weeks'] ?? '');
      if (week === null) {
        lost(`недели «${card['weeks']}»: чередование больше двух недель`);
        continue;
      }
      for (const day of weekday)
        for (let double = 0; double < periodsOf(lesson, perLesson.get(card['lessonid'] ?? '') ?? 0); double += 1)
          draft.push({
            ...{
              place,
              classes: named,
              subject: name.slice(0, NAME_LIMIT),
              weekday: day,
              number: number + double,
              parity: week,
              starts: null,
            },
            ...parts,
            room: (where[0] ?? '').slice(0, ROOM_LIMIT),
            teacher: (people[0] ?? '').slice(0, NAME_LIMIT),
          });
    }
  }
  let unplaced = 0;
  for (const [id, lesson] of lessons)
    if (!perLesson.has(id)) {
      unplaced += 1;
      const named = listOf(lesson['classids']).flatMap((one) => className(classes?.get(one)));
      const subject = subjects?.get(lesson['subjectid'] ?? '');
      const hours = Number(lesson['periodsperweek']) || 0;
      notes.push({
        place: named.map((one) => one.name).join(', ') || 'урок',
        text: subject ? subjectName(subject, shorts) : '',
        reason: `урок без карточки: ${String(hours).replace('.', ',')} ч в неделю не расставлены`,
        lost: true,
      });
    }
  const layout = [
    `Выгрузка aSc: классов ${classes?.size ?? 0}, предметов ${subjects?.size ?? 0}, учителей ${teachers?.size ?? 0}, карточек ${cards.length}`,
  ];
  return {
    kind: 'asc',
    layout,
    read: cards.length + unplaced,
    lessons: draft.slice(0, LESSON_LIMIT),
    notes: notes.slice(0, NOTE_LIMIT),
  };
}

const listOf = (ids: string | undefined): string[] =>
  (ids ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
const repeated = (names: string[]): Set<string> => {
  const seen = new Set<string>();
  return new Set(names.map(nameKey).filter((name) => seen.size === seen.add(name).size));
};

/** The whole name; the short one only where there is no other, and it is nobody else's. */
const subjectName = (subject: Attributes, shorts: Set<string>): string => {
  const short = oneLine(subject['short'] ?? '');
  return oneLine(subject['name'] ?? '') || (shorts.has(nameKey(short)) ? '' : short);
};
function personName(teacher: Attributes | undefined): string {
  if (!teacher) return '';
  const [first, last] = [oneLine(teacher['firstname'] ?? ''), oneLine(teacher['lastname'] ?? '')];
  const name = oneLine(teacher['name'] ?? '');
  return (
    (last && first && last !== first ? `${last} ${first}` : name || last || first) || oneLine(teacher['short'] ?? '')
  );
}
const roomName = (room: Attributes | undefined): string => oneLine(room?.['short'] || room?.['name'] || '');

function className(one: Attributes | undefined): DraftClass[] {
  if (!one) return [];
  const names = [one['name'] ?? '', one['short'] ?? ''].map(oneLine).filter(Boolean);
  for (const name of names) {
    const found = classOf(name);
    if (found) return [{ ...found, half: '' }];
  }
  const [name] = names;
  return name ? [{ name: name.slice(0, 60), grade: 0, letter: '', half: '' }] : [];
}

/** A division of the class: its groups by name; several classes' whole groups are a stream. */
function partsOf(groups: Attributes[]): { part: string; parts: number } {
  const divided = groups.filter((group) => group['entireclass'] !== '1');
  if (divided.length === 0) return { part: '', parts: 1 };
  const names = [...new Set(divided.map((group) => oneLine(group['name'] ?? '').slice(0, 60)))].filter(Boolean).sort();
  const digit = /^(?:группа|гр\.?|подгруппа|group)?\s?(\d)(?:\s?(?:группа|гр\.?|подгруппа))?$/i.exec(
    names.join(', '),
  )?.[1];
  return { part: digit ?? names.join(', '), parts: 2 };
}

/** Where each day of a mask stands in the week: by its name if it has one that we know, else in order from Monday. */
function weekdays(defs: Attributes[]): number[] {
  const days: number[] = [];
  for (const def of defs) {
    const mask = def['days'] ?? '';
    const at = /^0*10*$/.test(mask) ? mask.indexOf('1') : def['day'] !== undefined ? Number(def['day']) : -1;
    const day = weekdayOf(def['name'] ?? '') ?? weekdayOf(def['short'] ?? '');
    if (at >= 0 && at < 7 && day !== null) days[at] = day;
  }
  return Array.from({ length: 7 }, (_, at) => days[at] ?? at + 1);
}
function daysOf(card: Attributes, days: number[]): number[] {
  const mask = card['days'] ?? '';
  if (/^[01]+$/.test(mask)) return [...mask].flatMap((bit, at) => (bit === '1' && at < 7 ? [days[at] ?? at + 1] : []));
  const day = Number(card['day'] ?? 'x');
  return Number.isSafeInteger(day) && day >= 0 && day < 7 ? [days[day] ?? day + 1] : [];
}
/** Weeks of a card: all, the first or the second of two; null for longer cycles. */
function weekOf(mask: string): 0 | 1 | 2 | null {
  if (mask === '' || !/^[01]+$/.test(mask) || !mask.includes('0')) return 0;
  if (mask.length !== 2) return null;
  return mask === '10' ? 1 : 2;
}
/** A double lesson: older exports write one card for it, newer ones a card for each of its periods. */
function periodsOf(lesson: Attributes, cards: number): number {
  const long = Number(lesson['durationperiods'] ?? lesson['periodspercard'] ?? 1);
  const week = Number(lesson['periodsperweek'] ?? 0);
  return Number.isSafeInteger(long) && long > 1 && long <= 8 && cards * long <= week + 0.01 ? long : 1;
}
const termName = (terms: Attributes[], mask: string): string =>
  oneLine(terms.find((term) => term['terms'] === mask)?.['name'] ?? '') || `часть года «${mask}»`;
