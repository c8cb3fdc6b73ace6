import type { LessonKind } from '#lib/domain/lessons.ts';
import { headKey } from '#lib/domain/planImport/columns.ts';

/** A work type of the school as an import knows it. */
export type ControlType = { id: number; name: string; short: string; control: boolean };
/** `whole`: the words say nothing but the type. */
type FoundControl = { type: ControlType; whole: boolean };

const SHORT = /^(контр|к|сам|с|пров|практ|пр|п|лаб|л)\s*(?:[./]\s*)?р(?:аб)?(?!\p{L})/iu;
const SHORT_NAMES: Record<string, string> = {
  ...{ контр: 'контрольн', к: 'контрольн', сам: 'самостоятельн', с: 'самостоятельн', пров: 'проверочн' },
  ...{ практ: 'практическ', пр: 'практическ', п: 'практическ', лаб: 'лабораторн', л: 'лабораторн' },
};

/** The type a cell of «Вид контроля» names: by its whole name, its short name, or by how it begins. */
export function controlOf(text: string, types: readonly ControlType[]): FoundControl | null {
  const key = headKey(text);
  if (key === '') return null;
  const exact = types.find((type) => headKey(type.name) === key || headKey(type.short) === key);
  if (exact) return { type: exact, whole: true };
  const named = types
    .filter((type) => key.startsWith(headKey(type.name)) && !/^\p{L}/u.test(key.slice(headKey(type.name).length)))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (named) return { type: named, whole: false };
  const short = SHORT.exec(text.trim());
  const own = short && types.find((type) => headKey(type.short) === headKey(short[0]));
  if (own) return { type: own, whole: false };
  const begin = short && SHORT_NAMES[(short[1] ?? '').toLowerCase()];
  const full = begin ? types.find((type) => headKey(type.name).startsWith(begin)) : undefined;
  if (full) return { type: full, whole: false };
  // «Тест», «Контроль аудирования №2», «Тестовая работа»: the first word tells.
  const first = key.split(' ')[0] ?? '';
  const alike = first.length >= 4 ? types.filter((type) => headKey(type.name).startsWith(first.slice(0, 7))) : [];
  return alike.length === 1 && alike[0] ? { type: alike[0], whole: false } : null;
}

const BEFORE =
  /^(?:(?:итогов|административн|входн|годов|полугодов|четвертн|промежуточн|рубежн|стартов|диагностическ|тематическ|урок|резервный)\p{L}*[.\s]+)*/iu;
/** Where a plan has no column for it: the control form its topic begins with. Only what is a work of the whole class by its very
 *  name; «Анализ контрольной работы» and «Подготовка к контрольной» begin otherwise. */
export function controlInTopic(topic: string, types: readonly ControlType[]): FoundControl | null {
  const bare = topic.trim().replace(BEFORE, '');
  if (SHORT.test(bare) && /^(?:к|контр|л|лаб|пр|практ)\s*[./]?\s*р/iu.test(bare)) return controlOf(bare, types);
  const key = headKey(bare);
  const named = types.find((type) => {
    const name = headKey(type.name);
    const after = bare.slice(type.name.length);
    return (
      (type.control || /^(?:практическая|лабораторная) работа$/.test(name)) &&
      key.startsWith(name) &&
      (after === '' || /^\s*(?:№|\d|[.,:;("«]|по (?:тем|раздел)|за )/iu.test(after))
    );
  });
  return named ? { type: named, whole: false } : null;
}

/** The type that hours of «Контрольные», «Практические», «Лабораторные» mean. */
export const controlByHours = (
  use: 'hoursControl' | 'hoursPractical' | 'hoursLab',
  types: readonly ControlType[],
): ControlType | null => {
  const begin = { hoursControl: 'контрольн', hoursPractical: 'практическ', hoursLab: 'лабораторн' }[use];
  return types.find((type) => headKey(type.name).startsWith(begin)) ?? null;
};

export function kindByControl(type: ControlType): LessonKind | null {
  const key = headKey(type.name);
  if (key.startsWith('лабораторн')) return 'laboratory';
  if (key.startsWith('практическ')) return 'practical';
  return type.control ? 'control' : null;
}
