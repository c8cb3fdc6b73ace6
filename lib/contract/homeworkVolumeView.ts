import type { OffFor } from '#lib/domain/dayOff.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

/** Homework that is due on the days shown, by class: what the day's volume is summed from. */
export type HomeworkVolumeView = {
  view: 'homeworkVolume';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  from: string;
  to: string;
  classes: { id: number; grade: number; label: string }[];
  /** Groups whose homework counts. `part`: a subgroup, of which the longest of a subject counts. */
  groups: { id: number; classId: number; subjectId: number; subject: string; part: boolean; teacher: string }[];
  dayOffs: (OffFor & { starts: string; ends: string; title: string })[];
  items: VolumeItem[];
  rules: SchoolSettings;
};

/** `minutes` null: the teacher gave none, the subject's usual length counts. */
export type VolumeItem = {
  /** The lesson that gave it, and the day and lesson it is due at. */
  lessonId: number;
  groupId: number;
  dueId: number;
  date: string;
  minutes: number | null;
  v: number;
};
