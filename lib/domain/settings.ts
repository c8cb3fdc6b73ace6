import * as z from 'zod/mini';
import { storable } from '#lib/contract/storable.ts';
import { RULE_MODES } from '#lib/domain/controlLimits.ts';
import { DEFAULT_SIGNS, SIGN_TEXT } from '#lib/domain/plans/planSheet.ts';
import { isDay } from '#lib/domain/time.ts';

const between = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const signText = storable(z.string().check(z.maxLength(SIGN_TEXT)));
/** Marks a pupil needs in a period, by weekly hours: up to 1, 2, 3, 4, and more. */
const norm = z.tuple([between(0, 60), between(0, 60), between(0, 60), between(0, 60), between(0, 60)]);

/** The fields of a school's settings: what each may hold. Weights and thresholds in hundredths. */
export const settingFields = {
  /** From which average the period mark is 5, 4, 3. */
  thresholds: z.tuple([between(0, 500), between(0, 500), between(0, 500)]),
  /** «Н/4»: whether a mark may stand in the cell of an absent student (work done later). */
  absenceWithMark: z.boolean(),
  /** Whether «1» is a mark in this school. */
  withOne: z.boolean(),
  /** «Срок ДЗ»: minutes after the end of the class's last lesson of the day (003 П2 2.2). */
  homeworkMinutes: between(0, 600),
  /** Days from the lesson until a «точка» is due. */
  pointDays: between(1, 60),
  /** Within how many days of the lesson the homeroom teacher sets the reason of an absence: 0 the same day (004 1г), 7 weekly
   *  (000 П4.2). */
  reasonDays: between(0, 14),
  /** Days after the end of a period within which its marks are set (003 П6 4.8; 004 2е: two days). */
  finalsDays: between(0, 14),
  /** «Накопляемость»: fewer marks than this are too few for a period mark by the average. */
  minMarks: z.strictObject({ quarter: norm, half: norm }),
  /** When a period mark needs grounds (003 П6 4.8): never; when it is neither the school's rule nor the rounded average;
   *  whenever it is not what the school's rule gives. */
  grounds: z.enum(['never', 'rounded', 'rule']),
  /** A timetable over the ceilings of a day or a week: «предупредить» lets it into force, «запретить» does not. */
  ceilings: z.enum(['warn', 'forbid']),
  /** «Объём ДЗ»: minutes a day by grade: 1, 2–3, 4–5, 6–8, 9–11 (СанПиН). */
  homeworkNorms: z.tuple([between(0, 600), between(0, 600), between(0, 600), between(0, 600), between(0, 600)]),
  /** Homework for a day after a rest: so many per cent of the norm, and not more minutes than this. Off: as any day. */
  homeworkRest: z.strictObject({ on: z.boolean(), percent: between(0, 100), minutes: between(0, 600) }),
  /** «≈ минут» where a teacher gave none: of any subject, and of those that differ. */
  homeworkUsual: z.strictObject({
    minutes: between(0, 240),
    subjects: z
      .array(z.strictObject({ subjectId: between(1, 2147483647), minutes: between(0, 240) }))
      .check(z.maxLength(200)),
  }),
  /** «КТП готовы к»: month and day of the school year, «09-10» (004 2а). Any leap year knows the 29th of February. */
  planDue: z.string().check(z.refine((text) => isDay(`2024-${text}`))),
  /** Whether families see topics of lessons to come («Программа»), or sections alone. */
  programmeAhead: z.boolean(),
  /** How the limits of control works are taken (lib/domain/controlLimits.ts). */
  controlPerDay: z.enum(RULE_MODES),
  controlGap: z.enum(RULE_MODES),
  controlShare: z.enum(RULE_MODES),
  controlEdge: z.enum(RULE_MODES),
  controlQuarter: z.enum(RULE_MODES),
  /** What stands under «Рассмотрено», «Согласовано», «Утверждено» of a printed thematic plan. */
  planSigns: z.strictObject({ considered: signText, agreed: signText, approved: signText }),
} as const;

export type SettingField = keyof typeof settingFields;
export const SETTING_FIELDS = Object.keys(settingFields) as SettingField[];

/** What a school decides for itself. */
const settingsSchema = z.object({
  thresholds: z._default(settingFields.thresholds, [450, 350, 250]),
  absenceWithMark: z._default(settingFields.absenceWithMark, false),
  withOne: z._default(settingFields.withOne, true),
  homeworkMinutes: z._default(settingFields.homeworkMinutes, 60),
  pointDays: z._default(settingFields.pointDays, 7),
  reasonDays: z._default(settingFields.reasonDays, 0),
  finalsDays: z._default(settingFields.finalsDays, 2),
  minMarks: z._default(settingFields.minMarks, { quarter: [3, 5, 7, 8, 10], half: [5, 8, 10, 12, 15] }),
  grounds: z._default(settingFields.grounds, 'rounded'),
  ceilings: z._default(settingFields.ceilings, 'warn'),
  homeworkNorms: z._default(settingFields.homeworkNorms, [60, 90, 120, 150, 210]),
  homeworkRest: z._default(settingFields.homeworkRest, { on: false, percent: 70, minutes: 60 }),
  homeworkUsual: z._default(settingFields.homeworkUsual, { minutes: 20, subjects: [] }),
  planDue: z._default(settingFields.planDue, '09-10'),
  programmeAhead: z._default(settingFields.programmeAhead, false),
  controlPerDay: z._default(settingFields.controlPerDay, 'forbid'),
  controlGap: z._default(settingFields.controlGap, 'warn'),
  controlShare: z._default(settingFields.controlShare, 'warn'),
  controlEdge: z._default(settingFields.controlEdge, 'warn'),
  controlQuarter: z._default(settingFields.controlQuarter, 'warn'),
  planSigns: z._default(settingFields.planSigns, { ...DEFAULT_SIGNS }),
});
export type SchoolSettings = z.infer<typeof settingsSchema>;

/** Reads a school's settings; what it has not decided has the default. Throws on values the product never wrote. */
export const parseSettings = (stored: unknown): SchoolSettings => settingsSchema.parse(stored ?? {});

const settingsVersions = z.record(z.string(), z.int());
/** How often each field has been changed; 0: never. */
export function parseVersions(stored: unknown): (field: SettingField) => number {
  const versions = settingsVersions.parse(stored ?? {});
  return (field) => versions[field] ?? 0;
}

/** One field of the settings with its new value. */
export const settingChange = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('thresholds'), value: settingFields.thresholds }),
  z.strictObject({ field: z.literal('absenceWithMark'), value: settingFields.absenceWithMark }),
  z.strictObject({ field: z.literal('withOne'), value: settingFields.withOne }),
  z.strictObject({ field: z.literal('homeworkMinutes'), value: settingFields.homeworkMinutes }),
  z.strictObject({ field: z.literal('pointDays'), value: settingFields.pointDays }),
  z.strictObject({ field: z.literal('reasonDays'), value: settingFields.reasonDays }),
  z.strictObject({ field: z.literal('finalsDays'), value: settingFields.finalsDays }),
  z.strictObject({ field: z.literal('minMarks'), value: settingFields.minMarks }),
  z.strictObject({ field: z.literal('grounds'), value: settingFields.grounds }),
  z.strictObject({ field: z.literal('ceilings'), value: settingFields.ceilings }),
  z.strictObject({ field: z.literal('homeworkNorms'), value: settingFields.homeworkNorms }),
  z.strictObject({ field: z.literal('homeworkRest'), value: settingFields.homeworkRest }),
  z.strictObject({ field: z.literal('homeworkUsual'), value: settingFields.homeworkUsual }),
  z.strictObject({ field: z.literal('planDue'), value: settingFields.planDue }),
  z.strictObject({ field: z.literal('programmeAhead'), value: settingFields.programmeAhead }),
  z.strictObject({ field: z.literal('controlPerDay'), value: settingFields.controlPerDay }),
  z.strictObject({ field: z.literal('controlGap'), value: settingFields.controlGap }),
  z.strictObject({ field: z.literal('controlShare'), value: settingFields.controlShare }),
  z.strictObject({ field: z.literal('controlEdge'), value: settingFields.controlEdge }),
  z.strictObject({ field: z.literal('controlQuarter'), value: settingFields.controlQuarter }),
  z.strictObject({ field: z.literal('planSigns'), value: settingFields.planSigns }),
]);
export type SettingChange = z.infer<typeof settingChange>;

/** The settings with one field changed. */
export const withSetting = (settings: SchoolSettings, change: SettingChange): SchoolSettings => ({
  ...settings,
  [change.field]: change.value,
});

/** Why this value may not be set; null when it may. */
export function settingProblem(change: SettingChange): string | null {
  if (change.field !== 'thresholds') return null;
  const [five, four, three] = change.value;
  // All fours must be a «4»: a threshold lies between its mark and the one below.
  const fits = five > 400 && five <= 500 && four > 300 && four <= 400 && three > 200 && three <= 300;
  return fits ? null : 'Порог «5» — от 4,01 до 5, «4» — от 3,01 до 4, «3» — от 2,01 до 3.';
}

/** The norm of marks for a group: `hours` a week in hundredths. */
export function minMarksFor(settings: Pick<SchoolSettings, 'minMarks'>, hours: number, kind: string): number {
  const table = settings.minMarks[kind === 'half' ? 'half' : 'quarter'];
  return table[Math.max(0, Math.min(4, Math.ceil(hours / 100) - 1))] ?? 0;
}
