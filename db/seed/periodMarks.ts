import type { Row } from '#db/seed/copy.ts';
import type { Group, Student } from '#db/seed/model.ts';
import { randomOf } from '#db/seed/random.ts';
import { SUBJECTS } from '#db/seed/subjects.ts';
import { forecast, type Thresholds, type Weighed, weightedMean } from '#lib/domain/averages.ts';

export const PERIOD_MARK_COLUMNS = [
  'school_id',
  'group_id',
  'student_id',
  'period_id',
  'value',
  'set_at',
  'set_by',
] as const;
/** The demo school's local act: 4.65, 3.65, 2.65. */
export const THRESHOLDS: Thresholds = [465, 365, 265];

/** How near a threshold (hundredths) a teacher may decide otherwise, and how often he does: about 6 % in all (§2.11). */
const NEAR = 17;
const OTHERWISE = 0.17;

/** Marks of the first quarter in grades 2–9: by the rule, but where a mean lies at a threshold sometimes by the teacher's own
 *  judgement; «н/а» without marks. */
export function closeQuarter(
  schoolId: number,
  group: Group,
  period: { id: number; ends: string; lastDay: number },
  first: ReadonlyMap<Student, readonly Weighed[]>,
): Row[] {
  const { grade } = group.cls;
  if (!SUBJECTS[group.subject].graded || grade === 1 || grade > 9) return [];
  const random = randomOf('quarter', group.id);
  return group.members.flatMap((student) => {
    if (student.from > period.ends) return [];
    const mean = weightedMean(first.get(student) ?? []);
    const value = group.subject === 'pe' && random.chance(0.012) ? 'exempt' : decide(mean, random.next());
    const at = period.lastDay + (9 + 8 * random.next()) * 3_600_000;
    return [
      [schoolId, group.id, student.id, period.id, value, new Date(Math.floor(at)).toISOString(), group.teacher.id],
    ];
  });
}

function decide(mean: number | null, luck: number): string {
  const rule = forecast(mean, THRESHOLDS);
  if (mean === null || rule === null) return 'na';
  const above = THRESHOLDS.some((threshold) => mean >= threshold && mean - threshold < NEAR);
  const below = THRESHOLDS.some((threshold) => mean < threshold && threshold - mean < NEAR);
  if (luck >= OTHERWISE || (!above && !below)) return String(rule);
  return String(below ? rule + 1 : rule - 1);
}
