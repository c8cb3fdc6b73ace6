import { type ClassEntry, STORY_CLASS } from '#db/seed/classes.ts';
import { hoursOf, subgroupsOf } from '#db/seed/curriculum.ts';
import type { Specialty } from '#db/seed/model.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';

/** Who teaches what: the load is dealt out so that teachers of one specialty have about the same hours. Works on places in
 *  lists only (class and teacher indexes), so that one plan serves every building and school. */

export type Load = { classIndex: number; subject: SubjectKey; sub: 0 | 1 | 2; hours: number; teacher: number };
export type StaffPlan = { loads: Load[]; homerooms: number[] };
type Entry = { name: { family: string }; specialty: Specialty };

const PRIMARY_OWN: readonly SubjectKey[] = ['rus', 'read', 'math', 'world', 'art', 'craft', 'orkse'];
const BY_SUBJECT: Partial<Record<SubjectKey, Specialty>> = {
  rus: 'rus',
  lit: 'rus',
  eng: 'eng',
  math: 'math',
  alg: 'math',
  calc: 'math',
  geom: 'math',
  stat: 'math',
  inf: 'inf',
  hist: 'hist',
  soc: 'hist',
  culture: 'hist',
  finance: 'hist',
  geo: 'geo',
  bio: 'bio',
  chem: 'chem',
  phys: 'phys',
  art: 'arts',
  mus: 'arts',
  pe: 'pe',
  safe: 'safe',
  project: 'safe',
};
function specialtyOf(subject: SubjectKey, grade: number, sub: number): Specialty {
  if (grade <= 4 && PRIMARY_OWN.includes(subject)) return 'primary';
  if (subject === 'craft') return sub === 1 ? 'craftBoys' : 'craftGirls';
  return BY_SUBJECT[subject] ?? 'safe';
}

/** Who must teach which class, by family name: the story of the demo logins and of the teacher on long sick leave. */
const FIXED: Readonly<Record<string, string>> = {
  [`math:${STORY_CLASS}`]: 'Орлова',
  'math:8А': 'Орлова',
  'math:6А': 'Орлова',
  'math:9Г': 'Орлова',
  [`rus:${STORY_CLASS}`]: 'Никитина',
  [`phys:${STORY_CLASS}`]: 'Гусева',
  'phys:8В': 'Гусева',
  'phys:8А': 'Зайцева',
  'phys:7В': 'Зайцева',
  'phys:9Г': 'Зайцева',
};
const FIXED_HOMEROOM: Readonly<Record<string, string>> = { [STORY_CLASS]: 'Никитина' };
/** Without a class of their own, so that each demo login has its own part to play. */
const NO_HOMEROOM = ['Орлова', 'Гусева', 'Зайцева', 'Коган', 'Седова'];

type Bundle = {
  key: string;
  classIndex: number;
  specialty: Specialty;
  sub: 0 | 1 | 2;
  parts: Omit<Load, 'teacher'>[];
  hours: number;
};

/** Subjects of one class that one teacher takes together: Russian and literature, algebra and geometry… */
function bundles(classes: readonly ClassEntry[]): Bundle[] {
  const found = new Map<string, Bundle>();
  classes.forEach((cls, classIndex) => {
    for (const [subject, hours] of hoursOf(cls.grade, cls.profile)) {
      const subs = subgroupsOf(subject, cls.grade, cls.size) === 2 ? ([1, 2] as const) : ([0] as const);
      for (const sub of subs) {
        const specialty = specialtyOf(subject, cls.grade, sub);
        const apart = specialty === 'arts' ? subject : '';
        const key = `${classIndex}:${specialty}:${sub}:${apart}`;
        const bundle = found.get(key) ?? { key, classIndex, specialty, sub, parts: [], hours: 0 };
        bundle.parts.push({ classIndex, subject, sub, hours });
        bundle.hours += hours;
        found.set(key, bundle);
      }
    }
  });
  return [...found.values()];
}

/** Deals the bundles out: fixed ones first, then the longest to whoever has least (no teacher leads both subgroups). */
export function planStaff(classes: readonly ClassEntry[], teachers: readonly Entry[]): StaffPlan {
  const load = teachers.map(() => 0);
  const taken = new Map<string, number>();
  const label = (index: number) => `${classes[index]?.grade}${classes[index]?.letter.replace(/\d+$/, '')}`;
  const give = (bundle: Bundle, teacher: number) => {
    load[teacher] = (load[teacher] ?? 0) + bundle.hours;
    taken.set(bundle.key, teacher);
  };
  const all = bundles(classes);
  const fixedFor = (bundle: Bundle) => FIXED[`${bundle.specialty}:${label(bundle.classIndex)}`];
  const choose = (bundle: Bundle): number => {
    const fixed = fixedFor(bundle);
    const own = teachers.flatMap((t, index) => (t.specialty === bundle.specialty ? [index] : []));
    if (bundle.specialty === 'primary') return own[bundle.classIndex] ?? -1;
    if (fixed) return own.find((index) => teachers[index]?.name.family === fixed) ?? own[0] ?? -1;
    if (bundle.specialty === 'inf') return own[Math.max(0, bundle.sub - 1)] ?? -1;
    const other = taken.get(bundle.key.replace(':2:', ':1:'));
    const free = own.filter((index) => bundle.sub !== 2 || index !== other);
    return free.reduce((best, index) => ((load[index] ?? 0) < (load[best] ?? 0) ? index : best), free[0] ?? -1);
  };
  const order = [...all].sort(
    (a, b) =>
      Number(!fixedFor(a)) - Number(!fixedFor(b)) || b.hours - a.hours || a.classIndex - b.classIndex || a.sub - b.sub,
  );
  for (const bundle of order) {
    const teacher = choose(bundle);
    if (teacher < 0) throw new Error(`Nobody teaches ${bundle.key}.`);
    give(bundle, teacher);
  }
  const loads = all.flatMap((b) => b.parts.map((part) => ({ ...part, teacher: taken.get(b.key) ?? 0 })));
  return { loads, homerooms: homerooms(classes, teachers, loads, label) };
}

/** Each class gets one of its own teachers, nobody two classes: augmenting paths over «teaches the class». */
function homerooms(
  classes: readonly ClassEntry[],
  teachers: readonly Entry[],
  loads: readonly Load[],
  label: (index: number) => string,
): number[] {
  const candidates = classes.map((cls, classIndex) => {
    const hours = new Map<number, number>();
    for (const l of loads) if (l.classIndex === classIndex) hours.set(l.teacher, (hours.get(l.teacher) ?? 0) + l.hours);
    const fixed = FIXED_HOMEROOM[label(classIndex)];
    const fits = (index: number) => {
      const family = teachers[index]?.name.family ?? '';
      return fixed
        ? family === fixed
        : cls.grade <= 4
          ? teachers[index]?.specialty === 'primary'
          : !NO_HOMEROOM.includes(family);
    };
    return [...hours]
      .filter(([index]) => fits(index))
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([index]) => index);
  });
  const classOf = new Map<number, number>();
  const seat = (classIndex: number, tried: Set<number>): boolean =>
    (candidates[classIndex] ?? []).some((teacher) => {
      if (tried.has(teacher)) return false;
      tried.add(teacher);
      const before = classOf.get(teacher);
      if (before !== undefined && !seat(before, tried)) return false;
      classOf.set(teacher, classIndex);
      return true;
    });
  classes.forEach((_, index) => {
    if (!seat(index, new Set())) throw new Error(`No homeroom teacher for ${label(index)}.`);
  });
  const result: number[] = [];
  for (const [teacher, classIndex] of classOf) result[classIndex] = teacher;
  return result;
}
