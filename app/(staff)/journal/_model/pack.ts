import type {
  JournalAttendance,
  JournalFinal,
  JournalMark,
  JournalStudent,
  JournalView,
} from '#lib/contract/journalView.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import { type PackedLessons, packLessons, unpackLessons } from './packLessons.ts';

/** The journal's view as the page carries it. A thousand marks as objects are some ten times their weight: here an ordinary
 *  mark (first of its work, set once, without a comment) is one character in the line of its student, and only what is
 *  out of the ordinary is written out. {@link unpackJournal} gives the view back, whole. */
export type PackedJournal = {
  rest: Omit<JournalView, 'students' | 'lessons' | 'works' | 'marks' | 'attendance' | 'finals'>;
  timetable: PackedLessons;
  /** The `from` and `orderIn` that most students share; a student who has others carries them. */
  usual: { from: string; orderIn: string };
  students: ([id: number, name: string] | [...Parameters<typeof studentOf>])[];
  lines: string[];
  attendanceLines: string[];
  marks: PackedMark[];
  attendance: PackedAttendance[];
  /** Who set period marks, and the marks with a place in this list. */
  setters: string[];
  finals: PackedFinal[];
};
type PackedFinal = [
  periodId: number,
  studentId: number,
  value: JournalFinal['value'],
  grounds: string | null,
  setter: number,
  v: number,
];
type PackedMark = [
  workId: number,
  studentId: number,
  number: number,
  value: number | null,
  v: number,
  comment: string | null,
  commentV: number,
  ...kind: [] | [kindV: number, typeId: number | null, weight: number | null, counted: boolean, dueOn: string | null],
];
type PackedAttendance = [
  lessonId: number,
  studentId: number,
  code: JournalAttendance['code'],
  minutes: number | null,
  v: number,
  reason: JournalAttendance['reason'],
  reasonV: number,
];

type PackedKind = PackedMark extends [number, number, number, number | null, number, string | null, number, ...infer K]
  ? K
  : never;
const packKind = ({ kind, kindV }: JournalMark): PackedKind =>
  kindV === 0 ? [] : [kindV, kind.typeId, kind.weight, kind.counted, kind.dueOn];
function unpackKind(packed: PackedKind): Pick<JournalMark, 'kind' | 'kindV'> {
  if (packed.length === 0) return { kind: PLAIN_KIND, kindV: 0 };
  const [kindV, typeId, weight, counted, dueOn] = packed;
  return { kind: { typeId, weight, counted, dueOn }, kindV };
}

const EMPTY = ' ';
const studentOf = (
  id: number,
  name: string,
  from: string,
  to: string | null,
  orderIn: string,
  orderOut: string | null,
): JournalStudent => ({ id, name, from, to, orderIn, orderOut });

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = '';
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}
const isOrdinary = (m: JournalMark): boolean =>
  m.number === 1 && m.v === 1 && m.value !== null && m.comment === null && m.commentV === 0 && m.kindV === 0;
const isPlainAbsence = (a: JournalAttendance): boolean =>
  (a.code === 'absent' || a.code === 'late') && a.v === 1 && a.minutes === null && a.reason === null && a.reasonV === 0;
const key = (a: number, b: number): string => `${a}:${b}`;

export function packJournal(view: JournalView, tz: string): PackedJournal {
  const { students, lessons, works, marks, attendance, finals, ...rest } = view;
  const usual = { from: mostCommon(students.map((s) => s.from)), orderIn: mostCommon(students.map((s) => s.orderIn)) };
  const ordinary = new Map(marks.filter(isOrdinary).map((m) => [key(m.workId, m.studentId), m]));
  const plain = new Map(attendance.filter(isPlainAbsence).map((a) => [key(a.lessonId, a.studentId), a]));
  const known = new Set(students.map((s) => s.id));
  const columns = new Set(works.map((w) => w.id));
  const days = new Set(lessons.map((l) => l.id));
  const setters = [...new Set(finals.map((final) => final.by))];
  return {
    rest,
    usual,
    students: students.map((s) =>
      s.from === usual.from && s.orderIn === usual.orderIn && s.to === null && s.orderOut === null
        ? [s.id, s.name]
        : [s.id, s.name, s.from, s.to, s.orderIn, s.orderOut],
    ),
    timetable: packLessons({ lessons, works }, tz),
    lines: students.map((s) =>
      works
        .map((w) => ordinary.get(key(w.id, s.id))?.value ?? EMPTY)
        .join('')
        .trimEnd(),
    ),
    attendanceLines: students.map((s) =>
      lessons
        .map((l) => plain.get(key(l.id, s.id))?.code?.slice(0, 1) ?? EMPTY)
        .join('')
        .trimEnd(),
    ),
    marks: marks
      .filter((m) => !isOrdinary(m) || !known.has(m.studentId) || !columns.has(m.workId))
      .map((m) => [m.workId, m.studentId, m.number, m.value, m.v, m.comment, m.commentV, ...packKind(m)]),
    attendance: attendance
      .filter((a) => !isPlainAbsence(a) || !known.has(a.studentId) || !days.has(a.lessonId))
      .map((a) => [a.lessonId, a.studentId, a.code, a.minutes, a.v, a.reason, a.reasonV]),
    setters,
    finals: finals.map((f) => [f.periodId, f.studentId, f.value, f.grounds, setters.indexOf(f.by), f.v]),
  };
}

export function unpackJournal(packed: PackedJournal, tz: string): JournalView {
  const { rest, usual } = packed;
  const students = packed.students.map((s) =>
    s.length === 2 ? studentOf(s[0], s[1], usual.from, null, usual.orderIn, null) : studentOf(...s),
  );
  const { lessons, works } = unpackLessons(packed.timetable, tz);
  const marks = packed.lines.flatMap((line, i) =>
    [...line].flatMap((value, j): JournalMark[] => {
      const [student, work] = [students[i], works[j]];
      if (value === EMPTY || !student || !work) return [];
      const place = { workId: work.id, studentId: student.id, number: 1 };
      return [{ ...place, value: Number(value), v: 1, kind: PLAIN_KIND, kindV: 0, comment: null, commentV: 0 }];
    }),
  );
  const attendance = packed.attendanceLines.flatMap((line, i) =>
    [...line].flatMap((letter, j): JournalAttendance[] => {
      const [student, lesson] = [students[i], lessons[j]];
      if (letter === EMPTY || !student || !lesson) return [];
      const code = letter === 'a' ? 'absent' : 'late';
      return [{ lessonId: lesson.id, studentId: student.id, code, minutes: null, v: 1, reason: null, reasonV: 0 }];
    }),
  );
  return {
    ...rest,
    students,
    lessons,
    works,
    marks: [
      ...marks,
      ...packed.marks.map(([workId, studentId, number, value, v, comment, commentV, ...kind]) => ({
        ...{ workId, studentId, number, value, v, comment, commentV },
        ...unpackKind(kind),
      })),
    ],
    attendance: [
      ...attendance,
      ...packed.attendance.map(([lessonId, studentId, code, minutes, v, reason, reasonV]) => ({
        lessonId,
        studentId,
        code,
        minutes,
        v,
        reason,
        reasonV,
      })),
    ],
    finals: packed.finals.map(([periodId, studentId, value, grounds, setter, v]) => ({
      ...{ periodId, studentId, value, grounds, by: packed.setters[setter] ?? '', v },
    })),
  };
}
