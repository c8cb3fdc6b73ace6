import { ATTENDANCE_COLUMNS } from '#db/seed/absences.ts';
import type { BuildingData } from '#db/seed/building.ts';
import type { Load, Row } from '#db/seed/copy.ts';
import { MARK_COLUMNS, NOTE_COLUMNS } from '#db/seed/marks.ts';
import type { Lesson } from '#db/seed/model.ts';
import { PERIOD_MARK_COLUMNS } from '#db/seed/periodMarks.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';
import { tellsStory } from '#db/seed/story.ts';
import { payCodeOf } from '#lib/domain/payCodes.ts';

const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

/** Lessons with all that stands in them, and the counters of filling made of the same lessons. */
export async function loadLessons(load: Load, own: SchoolIds, data: BuildingData): Promise<void> {
  const { schoolId, subjects, workTypes } = own;
  await load(
    'lesson',
    [
      'school_id',
      'id',
      'group_id',
      'class_id',
      'subject_id',
      'teacher_id',
      'on_date',
      'number',
      'starts_at',
      'ends_at',
      'room',
      'status',
      'topic',
      'topic_v',
      'kind',
      'kind_v',
      'homework_state',
      'homework',
      'homework_minutes',
      'homework_due_id',
      'homework_at',
      'homework_v',
      'ict',
      'ict_v',
      'roll_at',
      'roll_by',
      'roll_v',
      'due',
      'done',
      'mixed',
    ],
    data.lessons.map((l) => [
      schoolId,
      l.id,
      l.group.id,
      l.group.cls.id,
      subjects.get(l.group.subject) ?? 0,
      l.group.teacher.id,
      l.date,
      l.number,
      iso(l.starts),
      iso(l.ends),
      l.room,
      l.cancelled ? 'cancelled' : 'planned',
      l.topic,
      l.topic === null ? 0 : 1,
      l.kind,
      l.kind === null ? 0 : 1,
      l.homeworkState,
      l.homework,
      l.homeworkMinutes,
      l.homeworkState === null ? null : (l.homeworkDue?.id ?? null),
      iso(l.homeworkAt),
      l.homeworkState === null ? 0 : 1,
      `{${l.ict.join()}}`,
      l.ict.length === 0 ? 0 : 1,
      iso(l.rollAt),
      l.rollAt === null ? null : (l.substitute ?? l.group.teacher).id,
      l.rollAt === null ? 0 : 1,
      l.due,
      l.done,
      l.group.mixed,
    ]),
  );
  await load(
    'teacher_absence',
    [
      ...['school_id', 'id', 'teacher_id', 'starts', 'ends', 'numbers', 'reason', 'order_no', 'order_on'],
      ...['by_id', 'at'],
    ],
    data.absences.map((a) => [
      ...[schoolId, a.id, a.teacher.id, a.from, a.to, a.numbers && `{${a.numbers.join()}}`, a.reason],
      ...[a.orderNo, a.orderOn, a.by.id, iso(a.at)],
    ]),
  );
  await load(
    'substitution',
    SUBSTITUTION_COLUMNS,
    data.substitutions.map((one) => substitutionRow(schoolId, one)),
  );
  await load(
    'work',
    ['school_id', 'id', 'lesson_id', 'group_id', 'on_date', 'number', 'type_id', 'name'],
    data.lessons.flatMap((l) =>
      l.works.map(
        (work): Row => [
          schoolId,
          work.id,
          l.id,
          l.group.id,
          l.date,
          work.number,
          workTypes.get(work.type) ?? 0,
          work.name,
        ],
      ),
    ),
  );
  await load(
    'control_work',
    [
      ...['school_id', 'id', 'group_id', 'class_id', 'subject_id', 'lesson_id', 'on_date', 'number', 'type_id', 'name'],
      ...['minutes', 'level', 'author_id'],
    ],
    data.lessons.flatMap((l): Row[] =>
      l.plan === null
        ? []
        : [
            [
              ...[schoolId, l.plan.id, l.group.id, l.group.cls.id, subjects.get(l.group.subject) ?? 0, l.id, l.date],
              ...[l.number, workTypes.get(l.plan.type) ?? 0, planName(l), l.plan.level === 'school' ? 45 : 60],
              ...[l.plan.level, l.group.teacher.id],
            ],
          ],
    ),
  );
  await load('mark', MARK_COLUMNS, data.marks);
  await load('mark_note', NOTE_COLUMNS, data.notes);
  await load('attendance', ATTENDANCE_COLUMNS, data.attendance);
  await load('period_mark', PERIOD_MARK_COLUMNS, data.periodMarks);
  await load(
    'filling',
    ['school_id', 'on_date', 'class_id', 'teacher_id', 'lessons', 'topic', 'homework', 'roll', 'due', 'done'],
    fillingRows(schoolId, data),
  );
}

/** Only the story's own has its theme: what the others will ask is nobody's yet. */
const planName = (lesson: Lesson): string | null =>
  tellsStory(lesson.group.cls.label, lesson.group.subject)
    ? 'Квадратные корни'
    : lesson.plan?.level === 'federal'
      ? 'Всероссийская проверочная работа'
      : null;
const SUBSTITUTION_COLUMNS = [
  ...['school_id', 'lesson_id', 'kind', 'teacher_id', 'merged_into', 'absence_id', 'order_no', 'order_on'],
  ...['ordered_at', 'group_id', 'was_on', 'was_number', 'was_starts', 'was_ends', 'was_room', 'paid', 'pay_code'],
  'by_id',
];
const substitutionRow = (
  schoolId: number,
  { lesson, kind, teacher, into, absence, wasRoom, orderedAt }: BuildingData['substitutions'][number],
): Row => [
  ...[schoolId, lesson.id, kind, teacher?.id ?? null, into?.id ?? null, absence?.id ?? null],
  ...[absence?.orderNo ?? null, absence?.orderOn ?? null, iso(orderedAt), lesson.group.id, lesson.date, lesson.number],
  ...[iso(lesson.starts), iso(lesson.ends), wasRoom, teacher !== null],
  teacher && payCodeOf(lesson.group.cls.grade),
  absence?.by.id ?? null,
];

type Counts = { lessons: number; topic: number; homework: number; roll: number; due: number; done: number };

function fillingRows(schoolId: number, data: BuildingData): Row[] {
  const counters = new Map<string, { key: Row; counts: Counts }>();
  for (const l of data.lessons) {
    if (l.cancelled) continue;
    const key = `${l.date}:${l.group.cls.id}:${l.group.teacher.id}`;
    const row = counters.get(key) ?? {
      key: [schoolId, l.date, l.group.cls.id, l.group.teacher.id],
      counts: { lessons: 0, topic: 0, homework: 0, roll: 0, due: 0, done: 0 },
    };
    const { counts } = row;
    counts.lessons += 1;
    counts.topic += Number(l.topic !== null);
    counts.homework += Number(l.homeworkState !== null);
    counts.roll += Number(l.rollAt !== null);
    counts.due += l.due;
    counts.done += l.done;
    counters.set(key, row);
  }
  return [...counters.values()].map(({ key, counts: c }) => [
    ...key,
    c.lessons,
    c.topic,
    c.homework,
    c.roll,
    c.due,
    c.done,
  ]);
}
