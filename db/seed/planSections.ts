/** Sections of the demo's plans: from which topic of the year's list (from 0), or from which lesson, each begins. */

export type Sections = readonly (readonly [from: number | string, name: string])[];

/** By the federal programme of basic general education, algebra, grade 8 (its six sections in the order of the topics). */
export const ALGEBRA_8: Sections = [
  [0, 'Повторение курса 7 класса'],
  [1, 'Алгебраические выражения. Алгебраическая дробь'],
  ['Иррациональные числа', 'Числа и вычисления. Квадратные корни'],
  [16, 'Уравнения и неравенства. Квадратные уравнения'],
  [23, 'Уравнения и неравенства. Системы уравнений'],
  [25, 'Уравнения и неравенства. Неравенства'],
  [28, 'Функции'],
  [31, 'Числа и вычисления. Степень с целым показателем'],
  [33, 'Повторение и обобщение'],
];

/** Topics that make a section. */
const TOPICS = 6;
/** Any other subject: a section of every six topics, called after what it begins with. */
export function planSections(topics: readonly string[]): Sections {
  const sections: [number, string][] = [];
  for (let from = 0; from < topics.length; from += TOPICS) {
    // A rest of one or two topics belongs to the section before it.
    if (from > 0 && topics.length - from < TOPICS / 2) break;
    sections.push([from, `Раздел ${sections.length + 1}. ${topics[from] ?? ''}`]);
  }
  return sections;
}
