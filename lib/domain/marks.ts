import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';

/** How marks and attendance are written and read aloud: one vocabulary for the grid, the card and the screen reader. */

/** «Точка»: the teacher waits for the work. No mark: it counts in no average. */
export const POINT = 0;

/** What a cell shows for a value: «5», «•». */
export const markText = (value: number): string => (value === POINT ? '•' : String(value));

/** The tone a value is painted in: the digit itself always carries the meaning, colour only helps to find 2 and 3. */
export function markTone(value: number): 'mark-5' | 'mark-4' | 'mark-3' | 'mark-2' | 'point' {
  if (value === POINT) return 'point';
  if (value >= 5) return 'mark-5';
  if (value === 4) return 'mark-4';
  return value === 3 ? 'mark-3' : 'mark-2';
}

/** Letters and words of attendance. «Н» stands for every absence whose reason the viewer may not see. */
export const REASON_TEXT: Record<AbsenceReason, string> = { excused: 'УП', unexcused: 'НП', ill: 'Б' };
export const REASON_WORDS: Record<AbsenceReason, string> = {
  excused: 'отсутствовал по уважительной причине',
  unexcused: 'отсутствовал по неуважительной причине',
  ill: 'отсутствовал по болезни',
};
const CODE_TEXT: Record<AttendanceCode, string> = { absent: 'Н', late: 'О', remote: 'ДО', exempt: 'ОСВ' };
const CODE_WORDS: Record<AttendanceCode, string> = {
  absent: 'отсутствовал',
  late: 'опоздание',
  remote: 'дистанционно',
  exempt: 'освобождён',
};
type Attended = { code: AttendanceCode | null; reason: AbsenceReason | null };

/** «Н», «УП», «Б», «НП», «О», «ДО», «ОСВ» or null when the student was simply there. */
export function attendanceText({ code, reason }: Attended): string | null {
  if (code === 'absent' && reason) return REASON_TEXT[reason];
  return code ? CODE_TEXT[code] : null;
}

export function attendanceWords({ code, reason }: Attended): string | null {
  if (code === 'absent' && reason) return REASON_WORDS[reason];
  return code ? CODE_WORDS[code] : null;
}

/** «Н» again on an absence walks through the reasons and back: Н → УП → Б → НП → Н. */
export function nextReason(reason: AbsenceReason | null): AbsenceReason | null {
  if (reason === null) return 'excused';
  if (reason === 'excused') return 'ill';
  return reason === 'ill' ? 'unexcused' : null;
}

/** What may be typed here, for the hint under a cell that refused a key. Grade 1 is taught without marks. */
export const allowedText = (grade: number, graded: boolean): string =>
  graded && grade > 1 ? 'Допустимо: 5 4 3 2 н о .' : 'Допустимо: н о';
