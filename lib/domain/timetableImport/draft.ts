/** A timetable as a file tells it, before anybody has said which class, subject or teacher of the school is meant. Every reader
 *  makes this one shape, so that what follows (matching, preview, applying) knows nothing of files. */

/** A class as a header names it: «10 "М" класс (психологическое)» is grade 10, letter М, half «психологическое». A file that
 *  calls its classes otherwise («Group A») has the words alone: `grade` 0. */
export type DraftClass = { name: string; grade: number; letter: string; half: string };

/** One lesson of the week. `parity`: 0 every week, 1 odd, 2 even study weeks. */
export type DraftLesson = {
  /** Where it stood, for people: «5 класс, C3», «карточка 12». */
  place: string;
  classes: DraftClass[];
  /** '' when the file has a teacher and a class only: his group with that class is meant. */
  subject: string;
  /** Which part of the class: '' the whole, «1» and «2» by rooms, «девочки», a profile. */
  part: string;
  /** Parts the class (or the stream) is divided into at this lesson; 1 for the whole. */
  parts: number;
  weekday: number;
  number: number;
  parity: 0 | 1 | 2;
  room: string;
  teacher: string;
  /** «08:30» when the file tells hours and no numbers: the school's bells then decide the number. */
  starts: string | null;
};

/** Something of the file that was not taken (`lost`), or was taken with a doubt that a person should know of. */
export type DraftNote = { place: string; text: string; reason: string; lost: boolean };

export type Draft = {
  kind: 'spreadsheet' | 'asc';
  /** What was recognised, a sentence a sheet. */
  layout: string[];
  /** Places of the file that hold something to be read: cells with a lesson, cards; those left out among them. */
  read: number;
  lessons: DraftLesson[];
  notes: DraftNote[];
};

/** A school's week is some 1 500 lessons, a large one's 3 000: more is no timetable. */
export const LESSON_LIMIT = 12_000;
/** Notes beyond this say nothing new to a person. */
export const NOTE_LIMIT = 500;
/** Letters of one name in a file. */
export const NAME_LIMIT = 160;
/** Letters of a room, as the editor of the timetable takes it. */
export const ROOM_LIMIT = 20;
