import type { Whereabouts } from '#db/seed/attendance.ts';
import type { Row } from '#db/seed/copy.ts';
import { isThere } from '#db/seed/marks.ts';
import type { Group } from '#db/seed/model.ts';
import { randomOf } from '#db/seed/random.ts';
import type { Clock } from '#db/seed/records.ts';
import { WORK_TYPES } from '#db/seed/workTypes.ts';

export const ATTENDANCE_COLUMNS = [
  'school_id',
  'lesson_id',
  'student_id',
  'group_id',
  'class_id',
  'on_date',
  'code',
  'minutes',
  'reason',
  'reason_v',
  'set_by',
  'reason_by',
  'hand_reason',
  'hand_act',
  'hand_by',
] as const;

/** Rows of attendance of a group, as its teachers have entered them; then each lesson knows how many marks its control works
 *  demand: one from everybody listed who is not absent, in lessons to come from everybody listed. */
export function noteAbsences(schoolId: number, group: Group, clock: Clock, away: Whereabouts): Row[] {
  const random = randomOf('absences', group.id);
  const rows: Row[] = [];
  const homeroom = group.cls.homeroom.id;
  for (const lesson of group.lessons) {
    const listed = group.members.filter((student) => isThere(student, lesson));
    let present = listed.length;
    // Without the roll an absence is sometimes put in all the same: a single «Н» does not confirm the roll.
    const entered = lesson.rollAt !== null || (lesson.topic !== null && random.chance(0.6));
    if (entered && lesson.starts <= clock.now) {
      const author = (lesson.substitute ?? group.teacher).id;
      for (const student of listed) {
        const found = away(student, lesson);
        if (!found) continue;
        // Beside the classes no homeroom teacher gives reasons.
        const reason = found.code === 'absent' && !group.mixed ? found.reason : null;
        if (found.code === 'absent') present -= 1;
        rows.push([
          schoolId,
          lesson.id,
          student.id,
          group.id,
          group.cls.id,
          lesson.date,
          found.code,
          found.code === 'late' ? found.minutes : null,
          reason,
          reason === null ? 0 : 1,
          author,
          reason === null ? null : homeroom,
          // Set by hand, before any document.
          reason,
          reason === null ? null : 0,
          reason === null ? null : homeroom,
        ]);
      }
    }
    if (!lesson.cancelled) lesson.due = present * lesson.works.filter((work) => WORK_TYPES[work.type].control).length;
  }
  return rows;
}
