/** Names as Russian schools write them. */
export type PersonName = { familyName: string; givenName: string; patronymic: string | null };

/** «Фамилия Имя», for lists. */
export const listName = (p: PersonName): string => `${p.familyName} ${p.givenName}`.trim();
/** «Фамилия Имя Отчество». */
export const fullName = (p: PersonName): string => [p.familyName, p.givenName, p.patronymic].filter(Boolean).join(' ');
/** «Фамилия И. О.», for tags and print. */
export function shortName(p: PersonName): string {
  const initial = (word: string | null) => (word ? ` ${word.slice(0, 1)}.` : '');
  return `${p.familyName}${initial(p.givenName)}${initial(p.patronymic)}`;
}
/** «ЕО»: two letters for an avatar, given name first. */
export const initials = (p: PersonName): string => `${p.givenName.slice(0, 1)}${p.familyName.slice(0, 1)}`;

/** The picture a Russian sentence needs for a number: 1 урок, 2 урока, 5 уроков. */
export function plural(count: number, one: string, few: string, many: string): string {
  const tens = Math.abs(count) % 100;
  const units = tens % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units >= 2 && units <= 4 ? few : many;
}

/** Parts a person can play in a school. Rights come from dated relations (lib/policy.ts), a hat only picks among them. */
export const HATS = ['admin', 'director', 'deputy', 'homeroom', 'teacher', 'parent', 'student'] as const;
export type Hat = (typeof HATS)[number];
export const HAT_LABELS: Record<Hat, string> = {
  admin: 'Администратор',
  director: 'Директор',
  deputy: 'Заместитель директора',
  homeroom: 'Классный руководитель',
  teacher: 'Учитель-предметник',
  parent: 'Родитель',
  student: 'Ученик',
};

/** «5А», without a space, as on a screen. */
export const className = (c: { grade: number; letter: string }): string => `${c.grade}${c.letter}`;
/** «8Б · Алгебра», «8Б · Английский язык, 1 подгруппа». */
export const groupName = (g: { grade: number; letter: string; subject: string; name: string }): string =>
  `${className(g)} · ${g.subject}${g.name ? `, ${g.name}` : ''}`;
