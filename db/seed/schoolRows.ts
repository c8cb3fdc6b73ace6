import { BELL_SETS } from '#db/seed/bells.ts';
import { SCHOOL_TZ, type SchoolYear } from '#db/seed/calendar.ts';
import type { Load } from '#db/seed/copy.ts';
import type { Ids } from '#db/seed/model.ts';
import { THRESHOLDS } from '#db/seed/periodMarks.ts';
import { SUBJECT_KEYS, SUBJECTS, type SubjectKey } from '#db/seed/subjects.ts';
import { WORK_TYPE_KEYS, WORK_TYPES, type WorkTypeKey } from '#db/seed/workTypes.ts';

/** Ids of what every building of a school shares. */
export type SchoolIds = {
  schoolId: number;
  yearId: number;
  firstQuarterId: number;
  bellSets: readonly number[];
  /** The version of the timetable that holds from 1 September. */
  timetableId: number;
  subjects: ReadonlyMap<SubjectKey, number>;
  workTypes: ReadonlyMap<WorkTypeKey, number>;
};

/** A week of the Russian winter is over before the demo opens: the first quarter has been closed after its holidays. */
const CLOSED_AFTER_DAYS = 4;

/** The school itself, its log's head, calendar, bells, subjects and work types. `opened`: when it was set up, ISO. */
export async function loadSchool(
  load: Load,
  ids: Ids,
  school: { id: number; number: number },
  year: SchoolYear,
): Promise<SchoolIds> {
  const { id: schoolId, number } = school;
  const name = `Школа № ${14 + number - 1}`;
  const opened = `${year.year}-08-24T06:00:00Z`;
  const settings = { thresholds: THRESHOLDS, absenceWithMark: false };
  await load(
    'school',
    ['school_id', 'name', 'short_name', 'tz', 'kind', 'settings', 'created_at'],
    [[schoolId, `МБОУ «${name}»`, name, SCHOOL_TZ, 'demo', settings, opened]],
  );
  await load('school_log_head', ['school_id', 'seq', 'hash'], [[schoolId, 0, '\\x00']]);
  const yearId = ids.next('academic_year');
  await load(
    'academic_year',
    ['school_id', 'id', 'starts', 'ends'],
    [[schoolId, yearId, `${year.year}-09-01`, `${year.year + 1}-08-31`]],
  );

  const periods = year.periods.map((period) => ({ ...period, id: ids.next('period') }));
  const first = periods[0];
  if (!first) throw new Error('The school year has no periods.');
  const closed = new Date(Date.parse(`${first.ends}T15:00:00Z`) + CLOSED_AFTER_DAYS * 86_400_000).toISOString();
  await load(
    'period',
    ['school_id', 'id', 'year_id', 'kind', 'number', 'starts', 'ends', 'closed_at'],
    [
      ...periods.map((p) => [schoolId, p.id, yearId, p.kind, p.number, p.starts, p.ends, p === first ? closed : null]),
      // «Год», «Экзамен», «Итоговая»: one of each.
      ...['year', 'exam', 'final'].map((kind) => [
        ...[schoolId, ids.next('period'), yearId, kind, 1, `${year.year}-09-01`, `${year.year + 1}-08-31`, null],
      ]),
    ],
  );
  await load(
    'day_off',
    ['school_id', 'id', 'year_id', 'starts', 'ends', 'title', 'grades'],
    year.daysOff.map((off) => [
      schoolId,
      ids.next('day_off'),
      yearId,
      off.starts,
      off.ends,
      off.title,
      off.grades && `{${off.grades.join()}}`,
    ]),
  );

  const bellSets = BELL_SETS.map(() => ids.next('bell_set'));
  await load(
    'bell_set',
    ['school_id', 'id', 'name'],
    BELL_SETS.map((set, at) => [schoolId, bellSets[at] ?? 0, set.name]),
  );
  await load(
    'bell',
    ['school_id', 'bell_set_id', 'number', 'starts', 'ends'],
    BELL_SETS.flatMap((set, at) =>
      set.bells.map(([starts, ends], index) => [schoolId, bellSets[at] ?? 0, index + 1, starts, ends]),
    ),
  );
  // Grade 1 has its own bells whatever the school's rule of a day says.
  await load(
    'bell_plan',
    ['school_id', 'id', 'bell_set_id', 'grade'],
    [[schoolId, ids.next('bell_plan'), bellSets[1] ?? 0, 1]],
  );
  const timetableId = ids.next('timetable_version');
  await load(
    'timetable_version',
    ['school_id', 'id', 'year_id', 'title', 'starts', 'state', 'turn', 'made_at'],
    [
      [
        schoolId,
        timetableId,
        yearId,
        `Расписание на ${year.year}/${(year.year + 1) % 100} учебный год`,
        year.starts,
        'current',
        1,
        opened,
      ],
    ],
  );
  const subjects = new Map(SUBJECT_KEYS.map((key) => [key, ids.next('subject')]));
  await load(
    'subject',
    ['school_id', 'id', 'name', 'short', 'graded'],
    [...subjects].map(([key, id]) => [schoolId, id, SUBJECTS[key].name, SUBJECTS[key].short, SUBJECTS[key].graded]),
  );
  const workTypes = new Map(WORK_TYPE_KEYS.map((key) => [key, ids.next('work_type')]));
  await load(
    'work_type',
    ['school_id', 'id', 'name', 'short', 'weight', 'control', 'written', 'sort'],
    [...workTypes].map(([key, id], at) => {
      const type = WORK_TYPES[key];
      return [schoolId, id, type.name, type.short, type.weight, type.control, type.written, at + 1];
    }),
  );
  return { schoolId, yearId, firstQuarterId: first.id, bellSets, timetableId, subjects, workTypes };
}
