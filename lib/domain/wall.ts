import type { WallDay, WallLesson, WallView } from '#lib/contract/wallView.ts';
import { addMinutes } from '#lib/domain/time.ts';

/** What «Контроль: сегодня» counts from the day's lessons at a moment. A day is at most a few hundred lessons, so every
 *  event counts them anew: a number on the wall is never older than the lesson it came from. `now` is in ms. */

export type FillField = 'topic' | 'homework' | 'roll' | 'marks';

/** «Проведён»: not cancelled and its end has passed. */
export const isHeld = (lesson: WallLesson, now: number): boolean =>
  !lesson.cancelled && Date.parse(lesson.endsAt) <= now;

/** What a lesson's record still lacks, in the order a teacher fills it. Marks are what its control works demand. */
export function missingIn(lesson: WallLesson): FillField[] {
  const missing: FillField[] = [];
  if (!lesson.topic) missing.push('topic');
  if (!lesson.homework) missing.push('homework');
  if (!lesson.roll) missing.push('roll');
  if (lesson.done < lesson.due) missing.push('marks');
  return missing;
}

/** Filling is daily: topic, homework, roll (001 3.2.2). Marks of a control work have a week (003 П2 2.4), so a lesson
 *  without them is filled; they have a figure of their own. */
export const isFilled = (lesson: WallLesson): boolean => lesson.topic && lesson.homework && lesson.roll;

export type LessonState = 'cancelled' | 'next' | 'running' | 'filled' | 'empty' | 'late';

/** How a lesson's square looks. `by`: when the class's homework is due (003 П2 2.2); null when nobody has set it. */
export function lessonState(lesson: WallLesson, by: number | null, now: number): LessonState {
  if (lesson.cancelled) return 'cancelled';
  if (now < Date.parse(lesson.startsAt)) return 'next';
  if (now < Date.parse(lesson.endsAt)) return 'running';
  if (isFilled(lesson)) return 'filled';
  return by !== null && by < now ? 'late' : 'empty';
}

/** When homework of each class is due: so many minutes after the last lesson of its day that is held (003 П2 2.2). A club, or a
 *  lesson of one pupil at home, is no lesson of the class. */
export function homeworkTimes(
  lessons: readonly Pick<WallLesson, 'classId' | 'endsAt' | 'cancelled' | 'beside'>[],
  minutes: number,
): WallView['homeworkBy'] {
  const last = new Map<number, number>();
  for (const { classId, endsAt, cancelled, beside } of lessons) {
    const ends = Date.parse(endsAt);
    if (!cancelled && !beside && (last.get(classId) ?? 0) < ends) last.set(classId, ends);
  }
  return [...last].map(([classId, at]) => ({ classId, at: addMinutes(new Date(at), minutes).toISOString() }));
}

/** Deadlines by class, ms. */
export const deadlinesOf = (view: Pick<WallView, 'homeworkBy'>): Map<number, number> =>
  new Map(view.homeworkBy.map((entry) => [entry.classId, Date.parse(entry.at)]));

/** The view cut to the grades of «Мои параллели»; the whole view when `own` is false. */
export function scopedWall(view: WallView, own: boolean): WallView {
  if (!own) return view;
  const classes = view.classes.filter((c) => view.ownGrades.includes(c.grade));
  const ids = new Set(classes.map((c) => c.id));
  return {
    ...view,
    classes,
    lessons: view.lessons.filter((lesson) => ids.has(lesson.classId)),
    homeworkBy: view.homeworkBy.filter((entry) => ids.has(entry.classId)),
    absences: view.absences.filter((absence) => ids.has(absence.classId)),
    away: view.away.filter((student) => ids.has(student.classId)),
    lags: view.lags.filter((group) => ids.has(group.classId)),
  };
}

/** Numbers of held lessons; `late`: not filled and past the class's deadline. */
export type Tally = {
  held: number;
  filled: number;
  late: number;
  topic: number;
  homework: number;
  roll: number;
  due: number;
  done: number;
};

export function tally(lessons: Iterable<WallLesson>, deadlines: ReadonlyMap<number, number>, now: number): Tally {
  const sum: Tally = { held: 0, filled: 0, late: 0, topic: 0, homework: 0, roll: 0, due: 0, done: 0 };
  for (const lesson of lessons) {
    if (!isHeld(lesson, now)) continue;
    sum.held += 1;
    if (isFilled(lesson)) sum.filled += 1;
    else if ((deadlines.get(lesson.classId) ?? Number.POSITIVE_INFINITY) < now) sum.late += 1;
    sum.topic += Number(lesson.topic);
    sum.homework += Number(lesson.homework);
    sum.roll += Number(lesson.roll);
    sum.due += lesson.due;
    sum.done += lesson.done;
  }
  return sum;
}

/** A share in whole per cent; null of nothing. 100 is said only of all and 0 only of none: «100 %» beside one empty lesson
 *  would be a lie that rounding tells. */
export function percent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const exact = Math.round((100 * part) / whole);
  if (part < whole && exact === 100) return 99;
  return part > 0 && exact === 0 ? 1 : exact;
}

export type TallyOf<K> = { key: K; tally: Tally; firstEmpty: WallLesson | null };

/** Held lessons counted by any key, with the earliest one that is not filled: where to look first. */
export function tallyBy<K>(
  lessons: readonly WallLesson[],
  keyOf: (lesson: WallLesson) => K,
  deadlines: ReadonlyMap<number, number>,
  now: number,
): TallyOf<K>[] {
  const groups = new Map<K, WallLesson[]>();
  for (const lesson of lessons) {
    const key = keyOf(lesson);
    const group = groups.get(key);
    if (group) group.push(lesson);
    else groups.set(key, [lesson]);
  }
  return [...groups].map(([key, own]) => ({
    key,
    tally: tally(own, deadlines, now),
    firstEmpty: earliest(own.filter((lesson) => isHeld(lesson, now) && !isFilled(lesson))),
  }));
}

const earliest = (lessons: WallLesson[]): WallLesson | null =>
  lessons.reduce<WallLesson | null>(
    (first, l) => (first && Date.parse(first.startsAt) <= Date.parse(l.startsAt) ? first : l),
    null,
  );

/** «По параллелям»: every grade of the view, also one without a lesson today. */
export function tallyByGrade(view: WallView, now: number): { grade: number; tally: Tally }[] {
  const grades = new Map(view.classes.map((c) => [c.id, c.grade]));
  const deadlines = deadlinesOf(view);
  const byGrade = new Map(
    tallyBy(view.lessons, (lesson) => grades.get(lesson.classId) ?? 0, deadlines, now).map((row) => [
      row.key,
      row.tally,
    ]),
  );
  return [...new Set(grades.values())]
    .sort((a, b) => a - b)
    .map((grade) => ({ grade, tally: byGrade.get(grade) ?? tally([], deadlines, now) }));
}

/** Homework not entered for lessons already held, by the deadline of their classes: the overdue ones together, then each
 *  coming deadline. `minutes`: how long past (negative) or ahead, whole, towards the worse. */
export type HomeworkDue = { at: number; minutes: number; classIds: number[]; lessons: WallLesson[] };
export function homeworkDue(view: WallView, now: number): { overdue: HomeworkDue[]; coming: HomeworkDue[] } {
  const deadlines = deadlinesOf(view);
  const byTime = new Map<number, HomeworkDue>();
  for (const lesson of view.lessons) {
    const at = deadlines.get(lesson.classId);
    if (at === undefined || lesson.homework || !isHeld(lesson, now)) continue;
    const due = byTime.get(at) ?? { at, minutes: Math.floor((at - now) / 60_000), classIds: [], lessons: [] };
    due.lessons.push(lesson);
    if (!due.classIds.includes(lesson.classId)) due.classIds.push(lesson.classId);
    byTime.set(at, due);
  }
  const all = [...byTime.values()].sort((a, b) => a.at - b.at);
  return { overdue: all.filter((due) => due.at < now), coming: all.filter((due) => due.at >= now) };
}

/** Students, not lessons: one who missed six lessons is one. Lateness is no absence. */
export type AbsenceCount = { students: number; unreasoned: number };
export function countAbsent(view: Pick<WallView, 'absences'>): AbsenceCount {
  const absent = view.absences.filter((absence) => absence.absent);
  return {
    students: new Set(absent.map((absence) => absence.studentId)).size,
    unreasoned: new Set(absent.filter((absence) => !absence.reasoned).map((absence) => absence.studentId)).size,
  };
}

/** Students who were late today. */
export const countLate = (view: Pick<WallView, 'absences'>): number =>
  new Set(view.absences.filter((absence) => absence.late).map((absence) => absence.studentId)).size;

/** «Отсутствуют сегодня» by class, in students: away, without a reason, away for more than three days with today, late. The
 *  most unexplained first. */
export type ClassAbsence = { classId: number; students: number; unreasoned: number; long: number; late: number };
export function absentByClass(view: Pick<WallView, 'absences' | 'away'>): ClassAbsence[] {
  const rows = new Map<number, { away: Set<number>; unreasoned: Set<number>; late: Set<number> }>();
  for (const absence of view.absences) {
    if (!absence.absent && !absence.late) continue;
    const row = rows.get(absence.classId) ?? { away: new Set(), unreasoned: new Set(), late: new Set() };
    rows.set(absence.classId, row);
    if (absence.late) row.late.add(absence.studentId);
    else row.away.add(absence.studentId);
    if (absence.absent && !absence.reasoned) row.unreasoned.add(absence.studentId);
  }
  return [...rows]
    .map(([classId, row]) => ({
      classId,
      students: row.away.size,
      unreasoned: row.unreasoned.size,
      long: view.away.filter((student) => student.days >= 3 && row.away.has(student.studentId)).length,
      late: row.late.size,
    }))
    .sort((a, b) => b.unreasoned - a.unreasoned || b.students - a.students || a.classId - b.classId);
}

/** Which lesson of the day most classes are in, and when it ends there; null in a break and outside the day. */
export function runningLesson(view: Pick<WallView, 'lessons'>, now: number): { number: number; endsAt: string } | null {
  const running = view.lessons.filter(
    (l) => !l.cancelled && Date.parse(l.startsAt) <= now && now < Date.parse(l.endsAt),
  );
  const counts = new Map<number, { number: number; endsAt: string; lessons: number }>();
  for (const { number, endsAt } of running) {
    const row = counts.get(number) ?? { number, endsAt, lessons: 0 };
    counts.set(number, {
      number,
      endsAt: Date.parse(row.endsAt) > Date.parse(endsAt) ? row.endsAt : endsAt,
      lessons: row.lessons + 1,
    });
  }
  const most = [...counts.values()].sort((a, b) => b.lessons - a.lessons || a.number - b.number)[0];
  return most ? { number: most.number, endsAt: most.endsAt } : null;
}

/** «Заполнение за три недели»: per cent by day. Today counts held lessons only, or the line would fall every morning. */
export type TrendPoint = { date: string; topic: number | null; homework: number | null };
export function trend(days: readonly WallDay[], today: string, sofar: Tally): TrendPoint[] {
  const past = days.filter((day) => day.date < today);
  const point = (date: string, day: { topic: number; homework: number }, lessons: number): TrendPoint => ({
    date,
    topic: percent(day.topic, lessons),
    homework: percent(day.homework, lessons),
  });
  const points = past.map((day) => point(day.date, day, day.lessons));
  return sofar.held > 0 ? [...points, point(today, sofar, sofar.held)] : points;
}
