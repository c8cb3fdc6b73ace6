import type { Tx } from '#db/sql.ts';

/** LessonChange of a lesson over aliases sb (substitution, left joined) and si (the subject taught instead, left joined);
 *  null: by the timetable. */
export const changeColumn = (tx: Tx) => tx`case when sb.lesson_id is not null then json_build_object('kind', sb.kind,
  'instead', si.name, 'was', json_build_object('date', sb.was_on, 'number', sb.was_number, 'room', sb.was_room)) end`;
