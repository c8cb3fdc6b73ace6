import type { NewCommand } from '#app/_live/sendCommands.ts';
import { ownText } from '#app/_live/words.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { View } from '#lib/contract/views.ts';
import { kindWords, PLAIN_KIND } from '#lib/domain/markKind.ts';
import { attendanceText, markText } from '#lib/domain/marks.ts';
import { planTitle } from '#lib/domain/plans/plan.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** Where a command or an event belongs, in words: they carry ids only. */

export type Place = {
  /** «8Б · Алгебра». */
  title: string;
  /** The student; null when it concerns the whole lesson. */
  who: string | null;
  /** «02.12», «II четверть». */
  date: string | null;
  path: string | null;
};
/** A change by somebody else in the journal that is open here. */
export type ForeignEdit = {
  /** Its seq in the school's log. */
  seq: number;
  groupId: number;
  by: string;
  place: Place;
  /** The cell it belongs to and the field of the cell: {@link cellOf}. */
  cell: string;
  field: string;
  was: string;
  became: string;
};

const partOf = (input: object, key: string): number | null => {
  const value: unknown = Object.entries(input).find(([own]) => own === key)?.[1];
  return typeof value === 'number' ? value : null;
};
const titleOf = (view: JournalView): string => `${view.group.className} · ${view.group.subject}`;

/** Commands and events with one text concern one cell: a student's square of a lesson, or the lesson's record. */
export function cellOf(input: object): string | null {
  const lesson = partOf(input, 'lessonId');
  return lesson === null ? null : `${lesson}:${partOf(input, 'studentId') ?? ''}`;
}

export function placeOf(view: View, command: NewCommand): Place | null {
  if (view.view === 'journal') return inJournal(view, command.input);
  if (view.view === 'plan')
    return { title: planTitle(view.plan), who: null, date: null, path: `/plans/${view.plan.id}` };
  return view.view === 'diary' ? inDiary(view, command.input) : null;
}

function inJournal(view: JournalView, input: object): Place {
  const lessonId = partOf(input, 'lessonId');
  const studentId = partOf(input, 'studentId');
  const date = view.lessons.find((lesson) => lesson.id === lessonId)?.date;
  const workId = partOf(input, 'workId') ?? view.works.find((work) => work.lessonId === lessonId)?.id;
  const base = `/journal/${view.group.id}`;
  const period = [...view.periods, ...view.stages].find(({ id }) => id === partOf(input, 'periodId'));
  if (period)
    return {
      title: titleOf(view),
      who: view.students.find((student) => student.id === studentId)?.name ?? null,
      date: period.label,
      path: `${base}?period=${period.id}`,
    };
  return {
    title: titleOf(view),
    who: view.students.find((student) => student.id === studentId)?.name ?? null,
    date: date ? dayMonth(date) : null,
    path: studentId !== null && workId ? `${base}?cell=${workId}-${studentId}` : `${base}?lesson=${lessonId ?? ''}`,
  };
}

function inDiary(view: DiaryView, input: object): Place {
  const lessonId = partOf(input, 'lessonId');
  const found = view.days
    .flatMap((day) => day.lessons.map((lesson) => ({ lesson, date: day.date })))
    .find(({ lesson }) => lesson.id === lessonId || lesson.homework.some((task) => task.fromId === lessonId));
  return {
    title: found?.lesson.subject ?? 'Дневник',
    who: view.student.given,
    date: found ? dayMonth(found.date) : null,
    path: null,
  };
}

/** The same event as the command that makes it, so that both are put into words by one function. */
function commandOf(event: AppliedEvent): NewCommand | null {
  switch (event.name) {
    case 'lesson.recorded':
      return { name: 'lesson.record', input: { lessonId: event.data.lessonId, change: event.data.change } };
    case 'roll.confirmed':
      return { name: 'roll.confirm', input: event.data };
    default:
      return null;
  }
}

/** What stood in the event's field before, and the field's name. Null: the event writes no field of this view. */
function before(view: JournalView, event: AppliedEvent): { field: string; was: string; became: string } | null {
  switch (event.name) {
    case 'mark.changed': {
      const { workId, studentId, number, value } = event.data;
      const old = view.marks.find((m) => m.workId === workId && m.studentId === studentId && m.number === number);
      const text = (shown: number | null | undefined) => (typeof shown === 'number' ? markText(shown) : 'пусто');
      return { field: `mark.set:${workId}:${number}`, was: text(old?.value), became: text(value) };
    }
    case 'mark.qualified': {
      const { workId, studentId, number, kind } = event.data;
      const old = view.marks.find((m) => m.workId === workId && m.studentId === studentId && m.number === number);
      const was = kindWords(old?.kind ?? PLAIN_KIND);
      return { field: `mark.kind:${workId}:${number}`, was, became: kindWords(kind) };
    }
    case 'mark.commented': {
      const { workId, studentId, number, comment } = event.data;
      const old = view.marks.find((m) => m.workId === workId && m.studentId === studentId && m.number === number);
      return {
        field: `mark.comment:${workId}:${number}`,
        was: old?.comment ?? 'без комментария',
        became: comment ?? 'без комментария',
      };
    }
    case 'absence.changed':
    case 'absence.reasoned': {
      const { lessonId, studentId } = event.data;
      const old = view.attendance.find((a) => a.lessonId === lessonId && a.studentId === studentId);
      const code = event.name === 'absence.changed' ? event.data.code : (old?.code ?? null);
      const reason = event.name === 'absence.reasoned' ? event.data.reason : (old?.reason ?? null);
      return {
        field: event.name === 'absence.changed' ? 'absence.mark' : 'absence.reason',
        was: attendanceText({ code: old?.code ?? null, reason: old?.reason ?? null }) ?? 'пусто',
        became: attendanceText({ code, reason }) ?? 'пусто',
      };
    }
    case 'lesson.recorded':
    case 'roll.confirmed': {
      const lesson = view.lessons.find((l) => l.id === event.data.lessonId);
      const command = commandOf(event);
      if (!lesson || !command) return null;
      if (event.name === 'roll.confirmed')
        return { field: 'roll.confirm', was: lesson.roll ? 'отмечено' : 'не отмечено', became: ownText(command) };
      const { field } = event.data.change;
      const change =
        field === 'topic'
          ? { field, value: lesson.topic }
          : field === 'kind'
            ? { field, value: lesson.kind }
            : field === 'ict'
              ? { field, value: lesson.ict }
              : { field, ...(lesson.homework ?? { state: null, text: null, minutes: null }) };
      const was = ownText({ name: 'lesson.record', input: { lessonId: lesson.id, change } });
      return { field: `lesson.record:${field}`, was, became: ownText(command) };
    }
    default:
      return null;
  }
}

/** What an event by somebody else changes of the view as it stood before; null when it changes nothing one can see. */
export function editOf(view: View, event: AppliedEvent, personId: number): ForeignEdit | null {
  if (view.view !== 'journal' || !event.by || event.by.id === personId) return null;
  if (!('groupId' in event.data) || event.data.groupId !== view.group.id) return null;
  const cell = cellOf(event.data);
  const found = before(view, event);
  if (!cell || !found || found.was === found.became) return null;
  return {
    seq: event.seq,
    groupId: view.group.id,
    by: event.by.name,
    place: inJournal(view, event.data),
    cell,
    ...found,
  };
}

/** «8Б · Алгебра, Ковалёв Михаил, 02.12». */
export const placeText = (place: Place | null): string =>
  place ? [place.title, place.who, place.date].filter(Boolean).join(', ') : '';
