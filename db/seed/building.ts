import { noteAbsences } from '#db/seed/absences.ts';
import { planAttendance } from '#db/seed/attendance.ts';
import { formBeside } from '#db/seed/beside.ts';
import { canonicalDay, type SchoolYear, schoolDays } from '#db/seed/calendar.ts';
import { classEntries } from '#db/seed/classes.ts';
import type { Row } from '#db/seed/copy.ts';
import { formGroups, placeGroups, storyPins } from '#db/seed/groups.ts';
import { holdLessons, type YearDays } from '#db/seed/lessons.ts';
import { setMarks } from '#db/seed/marks.ts';
import type { Building, Group, Guardian, Ids, Lesson, Place, SchoolClass, Teacher } from '#db/seed/model.ts';
import { adultName, anySurname } from '#db/seed/names.ts';
import { inventPeople } from '#db/seed/people.ts';
import { closeQuarter } from '#db/seed/periodMarks.ts';
import { randomOf } from '#db/seed/random.ts';
import { type Clock, keepRecords } from '#db/seed/records.ts';
import { planStaff, type StaffPlan } from '#db/seed/staff.ts';
import { TEACHERS } from '#db/seed/staffList.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';
import { type Absence, calledOff, type Substitution, substitute } from '#db/seed/substitutions.ts';
import { cardsOf, type Placed, solveTimetable } from '#db/seed/timetable.ts';
import { planWorks } from '#db/seed/works.ts';

/** Load and timetable of a building: found once, used by every building and school. */
export type WeekPlan = { staff: StaffPlan; placed: Placed[] };

export function planWeek(): WeekPlan {
  const classes = classEntries(0);
  const staff = planStaff(classes, TEACHERS);
  return {
    staff,
    placed: solveTimetable(classes, cardsOf(classes, staff.loads), TEACHERS.length, storyPins(classes, TEACHERS)),
  };
}

/** What a school gives each of its buildings. */
export type Frame = {
  schoolId: number;
  calendar: SchoolYear;
  subjectIds: ReadonlyMap<SubjectKey, number>;
  firstQuarterId: number;
  /** The instant the demo opens at, ms. */
  now: number;
};
export type BuildingData = {
  teachers: Teacher[];
  classes: SchoolClass[];
  guardians: Guardian[];
  refused: ReadonlySet<number>;
  groups: Group[];
  places: Place[];
  lessons: Lesson[];
  absences: Absence[];
  substitutions: Substitution[];
  marks: Row[];
  notes: Row[];
  attendance: Row[];
  periodMarks: Row[];
  year: YearDays;
};

function hire(ids: Ids, building: Building): Teacher[] {
  const random = randomOf('staff', building.seed);
  return TEACHERS.map((entry, index): Teacher => {
    const home = building.number === 0;
    return {
      id: ids.next('person'),
      name: home ? entry.name : adultName(anySurname(random), entry.sex, random),
      sex: entry.sex,
      index,
      specialty: entry.specialty,
      room: home ? entry.room : `${building.number + 1}-${entry.room}`,
      hours: 0,
    };
  });
}

/** Invents a building with everything that has happened in it by now. */
export function inventBuilding(ids: Ids, building: Building, week: WeekPlan, frame: Frame): BuildingData {
  const { calendar, schoolId } = frame;
  const canonical = canonicalDay(calendar.year);
  const days = schoolDays(calendar, 2);
  const easedUntil = calendar.periods[0]?.ends ?? '';
  const year: YearDays = { days, firstGrade: new Set(schoolDays(calendar, 1).map((day) => day.date)), easedUntil };

  const teachers = hire(ids, building);
  const entries = classEntries(building.number);
  const people = inventPeople(ids, building, entries, teachers, canonical, calendar.starts);
  const classes = entries.map((entry, index): SchoolClass => {
    const homeroom = teachers[week.staff.homerooms[index] ?? 0];
    if (!homeroom) throw new Error(`Class ${index} has no homeroom teacher.`);
    const label = `${entry.grade}${entry.letter}`;
    return {
      ...entry,
      id: ids.next('class'),
      index,
      label,
      room: homeroom.room,
      homeroom,
      students: people.classes[index] ?? [],
    };
  });
  const groups = formGroups(ids, classes, teachers, week.staff);
  const places = placeGroups(groups, week.placed);
  // Formed after all others, so that nothing of the classes depends on them.
  const beside = building.number === 0 ? formBeside(ids, classes, groups, places) : { groups: [], places: [] };
  const lessons = holdLessons(ids, places, year, building);
  lessons.push(...holdLessons(ids, beside.places, year, building));
  groups.push(...beside.groups);
  places.push(...beside.places);
  planWorks(ids, groups, lessons, canonical);
  const { absences, substitutions } =
    building.number === 0
      ? substitute(ids, lessons, teachers, canonical, frame.now)
      : { absences: [], substitutions: [] };
  substitutions.push(...calledOff(lessons, frame.now));

  const clock: Clock = { now: frame.now, today: days.findIndex((day) => day.date === canonical), canonical };
  const away = planAttendance(classes, clock.today);
  const lastDay = days.filter((day) => day.date <= easedUntil).at(-1)?.midnight ?? 0;
  const rows = { marks: [] as Row[], notes: [] as Row[], attendance: [] as Row[], periodMarks: [] as Row[] };
  for (const group of groups) {
    keepRecords(group, clock);
    rows.attendance.push(...noteAbsences(schoolId, group, clock, away));
    const subjectId = frame.subjectIds.get(group.subject) ?? 0;
    const sheet = setMarks(group, { schoolId, subjectId, clock, quarterEnds: easedUntil, away });
    rows.marks.push(...sheet.marks);
    rows.notes.push(...sheet.notes);
    const quarter = { id: frame.firstQuarterId, ends: easedUntil, lastDay };
    rows.periodMarks.push(...closeQuarter(schoolId, group, quarter, sheet.first));
  }
  const { guardians, refused } = people;
  return { teachers, classes, guardians, refused, groups, places, lessons, absences, substitutions, year, ...rows };
}
