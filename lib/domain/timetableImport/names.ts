import type { DraftClass, DraftLesson } from '#lib/domain/timetableImport/draft.ts';
import { nameKey, oneLine } from '#lib/domain/timetableImport/labels.ts';
import type { SchoolClass, SchoolPerson, SchoolSubject } from '#lib/domain/timetableImport/school.ts';

/** Which of the school's names a name of a file is. Never by an id: a program numbers anew at each export. Nothing is guessed
 *  between two that fit: «Ист» may be two subjects, and two teachers may be Ивановы. */

export type Match = { to: number[]; sure: boolean };
const none: Match = { to: [], sure: false };
const one = (ids: number[]): Match => ({ to: ids, sure: ids.length === 1 });

export const classKey = (c: DraftClass): string => nameKey(c.name);
export function matchClass(c: DraftClass, classes: readonly SchoolClass[]): Match {
  const same = classes.filter((own) => own.grade === c.grade && nameKey(own.letter) === nameKey(c.letter));
  return one(
    (same.length > 0 ? same : classes.filter((own) => nameKey(`${own.grade}${own.letter}`) === nameKey(c.name))).map(
      (own) => own.id,
    ),
  );
}

/** Names that mean one subject, or that a subject bore before it was renamed. */
const ALIKE = [
  ['физическая культура', 'физкультура', 'физ ра', 'физра', 'физ культура', 'физ к ра'],
  ['изобразительное искусство', 'изо'],
  ['труд технология', 'технология', 'труд'],
  ['основы безопасности и защиты родины', 'обзр', 'обж', 'основы безопасности жизнедеятельности'],
  ['информатика', 'икт', 'информатика и икт'],
  [
    'английский язык',
    'английский',
    'иностранный язык английский',
    'иностранный язык английский язык',
    'иностранный английский',
  ],
  ['немецкий язык', 'немецкий', 'иностранный язык немецкий'],
  ['французский язык', 'французский', 'иностранный язык французский'],
  ['иностранный язык', 'ин яз', 'иностранный'],
  ['русский язык', 'русский'],
  ['вероятность и статистика', 'теория вероятностей', 'теория вероятностей и статистика', 'вис', 'тервер'],
  ['разговоры о важном', 'ров'],
  ['россия мои горизонты', 'профориентация'],
  ['основы духовно нравственной культуры народов россии', 'однкнр', 'духовно нравственная культура россии', 'днкр'],
  ['основы религиозных культур и светской этики', 'орксэ'],
  ['литературное чтение', 'лит чтение', 'литер чтение'],
  ['индивидуальный проект', 'ип'],
].map((names) => new Set(names));

const tokens = (name: string): string[] =>
  nameKey(name)
    .split(' ')
    .filter((token) => token !== '');
/** «англ яз» and «англ» shorten «английский язык»: word by word, each the beginning of the other's; «матем-ка» keeps a word's
 *  two ends. */
function shortens(short: string, long: string): boolean {
  const [a, b] = [tokens(short), tokens(long)];
  const ends = /^(\p{L}{2,})-(\p{L}{1,3})$/u.exec(oneLine(short).toLowerCase());
  if (ends && b.length === 1) return (b[0] ?? '').startsWith(ends[1] ?? '') && (b[0] ?? '').endsWith(ends[2] ?? '');
  const named = a.length === 1 && b.length === 2 && b[1] === 'язык' ? b.slice(0, 1) : b;
  return (
    a.length === named.length &&
    a.length > 0 &&
    a.every((token, at) => token.length >= 2 && (named[at] ?? '').startsWith(token))
  );
}

export const subjectKey = (subject: string): string => nameKey(subject);
export function matchSubject(text: string, subjects: readonly SchoolSubject[]): Match {
  const key = nameKey(text);
  if (key === '') return none;
  const ids = (fits: (subject: SchoolSubject) => boolean) => subjects.filter(fits).map((subject) => subject.id);
  const exact = ids((subject) => nameKey(subject.name) === key);
  if (exact.length > 0) return one(exact);
  const short = ids((subject) => nameKey(subject.short) === key);
  if (short.length > 0) return one(short);
  const alike = ALIKE.filter((names) => names.has(key));
  const meant = ids((subject) => alike.some((names) => names.has(nameKey(subject.name))));
  if (meant.length > 0) return one(meant);
  const begun = ids((subject) => shortens(text, subject.name) || shortens(subject.name, text));
  return begun.length > 0 ? one(begun) : none;
}

/** A person's name taken apart: «Иванова И. П.», «Иванова Ирина Петровна», «И. П. Иванова», «Мамедов Али Вели оглы». */
export function personOf(text: string): { family: string; given: string; patronymic: string | null } {
  const words = oneLine(text.replace(/([А-ЯЁA-Z])\.(?=\S)/g, '$1. '))
    .split(' ')
    .filter((word) => word !== '');
  const initial = (word: string) => /^[А-ЯЁA-Z]\.?$/.test(word);
  const first = words.findIndex((word) => !initial(word));
  // Initials before the surname.
  const ordered = first > 0 ? [...words.slice(first), ...words.slice(0, first)] : words;
  const [family = '', given = '', ...rest] = ordered;
  const bare = (word: string) => word.replace(/\.$/, '');
  return { family, given: bare(given), patronymic: rest.length > 0 ? rest.map(bare).join(' ') : null };
}

export const teacherKey = (teacher: string): string => nameKey(teacher);
const agrees = (said: string, own: string): boolean =>
  said === '' || nameKey(own).startsWith(nameKey(said)) || nameKey(said).startsWith(nameKey(own));
export function matchTeacher(text: string, staff: readonly SchoolPerson[]): Match {
  const fits = (person: SchoolPerson, said: ReturnType<typeof personOf>): boolean =>
    nameKey(person.familyName) === nameKey(said.family) &&
    agrees(said.given, person.givenName) &&
    // Whoever has no patronymic is not refused for it.
    (said.patronymic === null || person.patronymic === null || agrees(said.patronymic, person.patronymic));
  const said = personOf(text);
  const found = staff.filter((person) => fits(person, said));
  if (found.length > 0) return one(found.map((person) => person.id));
  // Programs of other lands write the given name first.
  const words = oneLine(text).split(' ');
  const turned = {
    family: words.at(-1) ?? '',
    given: words[0] ?? '',
    patronymic: words.length > 2 ? words.slice(1, -1).join(' ') : null,
  };
  return one(staff.filter((person) => words.length > 1 && fits(person, turned)).map((person) => person.id));
}

/** The group of a lesson by the file's own words: classes, subject, part. What an id would be, if it lasted. */
export const groupKey = (lesson: DraftLesson): string =>
  [
    lesson.classes.map(classKey).sort().join(' '),
    nameKey(lesson.subject) || nameKey(lesson.teacher),
    nameKey(lesson.part),
  ]
    .join('|')
    .slice(0, 300);
