import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';

export type Change = CommandInput<'lesson.change'>['change'];

/** How a lesson stands now, as the command that would bring it there: what «Вернуть» sends. */
function standing(lesson: SubstitutionLesson, subjects: SubstitutionsView['subjects']): Change {
  const { change, substitute, intoId } = lesson;
  switch (change?.kind) {
    case 'substitute':
      return substitute
        ? {
            kind: 'substitute',
            teacherId: substitute.id,
            subjectId: subjects.find((subject) => subject.name === change.instead)?.id ?? null,
          }
        : null;
    case 'merge':
      return intoId === null ? null : { kind: 'merge', intoId };
    case 'move':
      return { kind: 'move', date: lesson.date, number: lesson.number, room: lesson.room };
    case 'cancel':
      return { kind: 'cancel' };
    case 'self':
      return { kind: 'self', teacherId: substitute?.id ?? null };
    case undefined:
      return null;
  }
}

export type Changing = {
  saving: boolean;
  /** Why the last one was not taken. */
  problem: string | null;
  /** What was done last, with the way back. */
  done: { words: string; undo(): void } | null;
  change(lesson: SubstitutionLesson, change: Change, words: string): Promise<boolean>;
  forget(): void;
};

/** Sends changes of lessons on the version that is shown, and keeps the way back from the last one. */
export function useChange(live: LiveView<SubstitutionsView>): Changing {
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<Changing['done']>(null);
  const saving = live.pending.some((command) => command.name === 'lesson.change');
  async function send(lesson: SubstitutionLesson, change: Change, words: string, back: boolean): Promise<boolean> {
    setProblem(null);
    setDone(null);
    const answer = await live.send({ name: 'lesson.change', input: { lessonId: lesson.id, change }, base: lesson.v });
    if (answer.ok) {
      const v = lesson.v + (answer.events.length > 0 ? 1 : 0);
      const undo = () => void send({ ...lesson, v }, standing(lesson, live.view.subjects), 'Возвращено', false);
      setDone(back ? { words, undo } : null);
      return true;
    }
    // Said here, beside what was tried: nothing is asked about it elsewhere.
    live.dismissRefusal();
    live.closeOutcomes((outcome) => outcome.command.name === 'lesson.change');
    setProblem(answer.message);
    return false;
  }
  return {
    saving,
    problem,
    done,
    change: (lesson, change, words) => send(lesson, change, words, true),
    forget() {
      setProblem(null);
      setDone(null);
    },
  };
}
