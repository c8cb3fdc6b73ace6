/** What lessons derived anew concern: everything but the settings, past results and, from tomorrow on, the wall. */
const JOURNALS = ['the journal of its teacher', 'the journal of the homeroom teacher', 'the journal of a substitute'];
export const ANEW = [
  ...JOURNALS,
  ...['a family’s week', 'a family’s day', 'a pupil’s week', 'a family’s homework'],
  ...['a family’s marks', 'a family’s marks of a closed period', 'another child’s marks of the same parent'],
  ...['a teacher’s day', 'a teacher’s yesterday', 'a substitute’s day', 'a colleague’s day'],
  ...['substitutions of today', 'substitutions of Friday', 'the timetable’s office', 'a draft of the timetable'],
  ...['the homeroom teacher’s own day', 'the control works of a parallel', 'the school’s volume of homework'],
  ...['a class’s volume of homework for its homeroom teacher', 'the volume beside a journal'],
  ...['the base of plans', 'the base of plans for the deputy'],
];
/** What shows today, or counts up to it. */
export const TODAYS = [
  ...['the wall', '«Журнал дня» of the homeroom teacher', 'another class’s «Журнал дня»'],
  ...['a family’s absences', 'a pupil’s absences'],
];
/** Weeks of the timetable, from the running one and from the next one on. */
export const NEXT_WEEKS = ['a class’s next week', 'a child’s next week'];
export const WEEKS = [
  ...NEXT_WEEKS,
  ...['a class’s week', 'a teacher’s own week', 'a substitute’s week', 'a colleague’s week', 'a room’s week'],
  ...['a pupil’s week, for his homeroom teacher', 'a child’s week'],
];
