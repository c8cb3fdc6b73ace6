import { BOYS, GIRLS, GRANDFATHERS, MEN, SURNAMES, WOMEN } from '#db/seed/nameLists.ts';
import type { Random } from '#db/seed/random.ts';

/** Russian names, grammatically right: surnames and patronymics agree with the sex of their bearer. */

export type Sex = 'm' | 'f';
export type Name = { family: string; given: string; patronymic: string | null };

/** «Ковалёв» → «Ковалёва», «Вишневский» → «Вишневская»; Шевченко, Черных, Ким, Мороз stay as they are. */
export function feminineSurname(masculine: string): string {
  if (/(ый|ий|ой)$/.test(masculine)) return masculine.replace(/..$/, 'ая');
  return /([оеё]в|[иы]н)$/.test(masculine) ? `${masculine}а` : masculine;
}
export const surnameFor = (masculine: string, sex: Sex): string =>
  sex === 'f' ? feminineSurname(masculine) : masculine;

const IRREGULAR: Record<string, readonly [string, string]> = {
  Илья: ['Ильич', 'Ильинична'],
  Никита: ['Никитич', 'Никитична'],
  Лев: ['Львович', 'Львовна'],
  Пётр: ['Петрович', 'Петровна'],
  Павел: ['Павлович', 'Павловна'],
  Михаил: ['Михайлович', 'Михайловна'],
  Яков: ['Яковлевич', 'Яковлевна'],
  Савва: ['Саввич', 'Саввична'],
  Дмитрий: ['Дмитриевич', 'Дмитриевна'],
  Георгий: ['Георгиевич', 'Георгиевна'],
};

/** «Сергей» → «Сергеевич», «Юрий» → «Юрьевна», «Игорь» → «Игоревич». */
export function patronymicOf(father: string, sex: Sex): string {
  const irregular = IRREGULAR[father];
  if (irregular) return sex === 'm' ? irregular[0] : irregular[1];
  const ending = sex === 'm' ? 'вич' : 'вна';
  if (father.endsWith('ий')) return `${father.slice(0, -2)}ье${ending}`;
  return /[йь]$/.test(father) ? `${father.slice(0, -1)}е${ending}` : `${father}о${ending}`;
}

/** The front of a list is likelier than its end, as with real names. */
function frequent(list: readonly string[], random: Random): string {
  const at = Math.floor(random.next() ** 1.7 * list.length);
  return list[at] ?? random.pick(list);
}
export const anySurname = (random: Random): string => frequent(SURNAMES, random);
export const childGiven = (sex: Sex, random: Random): string => frequent(sex === 'm' ? BOYS : GIRLS, random);
export const adultGiven = (sex: Sex, random: Random): string => frequent(sex === 'm' ? MEN : WOMEN, random);

/** A grown-up of this family (masculine surname), with a patronymic of his own. */
export function adultName(surname: string, sex: Sex, random: Random, given = adultGiven(sex, random)): Name {
  return { family: surnameFor(surname, sex), given, patronymic: patronymicOf(frequent(GRANDFATHERS, random), sex) };
}
