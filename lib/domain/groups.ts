/** Kinds of groups (001 1.4.1): a class's subject and its subgroups, and what is journaled beside the class. */
export const GROUP_KINDS = [
  'class',
  'subgroup',
  'extracurricular',
  'elective',
  'consultation',
  'individual',
  'family',
] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** Headings of the journal's switcher, in its order. Whether a group has marks is its subject's: a course without marks is
 *  a subject without marks. */
export const GROUP_KIND_LABELS: Record<GroupKind, string> = {
  class: 'Классы',
  subgroup: 'Подгруппы',
  extracurricular: 'Внеурочная деятельность',
  elective: 'Факультативы',
  consultation: 'Индивидуально-групповые занятия',
  individual: 'Обучение на дому',
  family: 'Семейное обучение',
};

/** The journals a switcher shows, by kind, in the order of the kinds; the order within a kind is kept. */
export const byKind = <G extends { kind: GroupKind }>(groups: readonly G[]): { kind: GroupKind; groups: G[] }[] =>
  GROUP_KINDS.map((kind) => ({ kind, groups: groups.filter((group) => group.kind === kind) })).filter(
    (part) => part.groups.length > 0,
  );

/** How a group of students from several classes is called: by its own name, never by the leading class's. */
export const groupLabel = (g: {
  grade: number;
  letter: string;
  subject: string;
  name: string;
  mixed: boolean;
}): string =>
  g.mixed
    ? [g.subject, g.name].filter(Boolean).join(', ')
    : `${g.grade}${g.letter} · ${[g.subject, g.name].filter(Boolean).join(', ')}`;
