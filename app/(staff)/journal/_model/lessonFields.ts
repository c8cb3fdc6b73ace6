import type { PendingCommand } from '#app/_live/commandQueue.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { Ict, LessonKind } from '#lib/domain/lessons.ts';
import { type Homework, type HomeworkLink, tidyHomework } from '#lib/domain/records.ts';

export type LessonChange = Extract<NewCommand, { name: 'lesson.record' }>['input']['change'];

/** Homework as the panel shows it: with the lesson it is due at, null while that is «the next one» of a waiting change. */
export type ShownHomework = Homework & { dueId: number | null };
type Kept = {
  state: Homework['state'];
  text: string | null;
  minutes: number | null;
  dueId: number | null;
  links: HomeworkLink[];
};

/** The command's part that sets this homework. What is not given has neither minutes nor a lesson of choice. */
export const homeworkChange = (homework: Kept | null): Extract<LessonChange, { field: 'homework' }> =>
  homework?.state === 'given'
    ? {
        field: 'homework',
        state: 'given',
        text: homework.text,
        minutes: homework.minutes,
        dueId: homework.dueId,
        links: homework.links.map(({ url, title }) => ({ url, title })),
      }
    : { field: 'homework', state: homework?.state ?? null, text: null, minutes: null };

/** The record as the person sees it: his waiting changes over the kept values. Versions count the waiting changes in. */
export type LessonFields = {
  topic: { value: string | null; version: number };
  homework: { value: ShownHomework; version: number };
  kind: LessonKind | null;
  kindVersion: number;
  ict: Ict[];
  roll: boolean;
};

export function lessonFields(lesson: JournalLesson, pending: readonly PendingCommand[]): LessonFields {
  const { state = null, text = null, minutes = null, dueId = null, links = [] } = lesson.homework ?? {};
  const fields: LessonFields = {
    topic: { value: lesson.topic, version: lesson.topicV },
    homework: { value: { state, text, minutes, dueId, links }, version: lesson.homeworkV },
    kind: lesson.kind,
    kindVersion: lesson.kindV,
    ict: lesson.ict,
    roll: lesson.roll,
  };
  for (const command of pending) {
    if (command.name === 'roll.confirm' && command.input.lessonId === lesson.id) fields.roll = command.input.confirmed;
    if (command.name !== 'lesson.record' || command.input.lessonId !== lesson.id) continue;
    const { change } = command.input;
    if (change.field === 'topic') fields.topic = { value: change.value, version: fields.topic.version + 1 };
    else if (change.field === 'homework')
      fields.homework = {
        value: {
          ...tidyHomework({ ...change, links: change.links ?? fields.homework.value.links }),
          dueId: change.dueId === undefined ? fields.homework.value.dueId : change.dueId,
        },
        version: fields.homework.version + 1,
      };
    else if (change.field === 'kind') {
      fields.kind = change.value;
      fields.kindVersion += 1;
    } else fields.ict = change.value;
  }
  return fields;
}
