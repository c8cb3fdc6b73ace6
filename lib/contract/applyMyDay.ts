import type { AppliedEvent } from '#lib/contract/events.ts';
import type { DayLesson, MyDayView } from '#lib/contract/views.ts';
import { addMinutes } from '#lib/domain/time.ts';

/** A teacher's day takes each event once, in the order of the log: it shows no versions, and sends no commands itself. */
export function applyToMyDay(view: MyDayView, event: AppliedEvent): MyDayView {
  return event.seq > view.seq ? { ...changed(view, event), seq: event.seq } : view;
}

function changed(view: MyDayView, event: AppliedEvent): MyDayView {
  switch (event.name) {
    case 'filling.changed': {
      const { lessonId, topic, homework, roll, due, done } = event.data;
      return mapLesson(view, lessonId, (lesson) => ({ ...lesson, topic, homework, roll, due, done }));
    }
    case 'lesson.recorded': {
      const { lessonId, change } = event.data;
      return mapLesson(view, lessonId, (lesson) => {
        if (!lesson.record) return lesson;
        if (change.field === 'topic') return { ...lesson, record: { ...lesson.record, topic: change.value } };
        if (change.field !== 'homework') return lesson;
        const { state, text, dueDate } = change;
        return { ...lesson, record: { ...lesson.record, homework: state === null ? null : { state, text, dueDate } } };
      });
    }
    case 'settings.changed':
      return event.data.change.field === 'homeworkMinutes' ? withTerm(view, event.data.change.value) : view;
    default:
      return view;
  }
}

/** Another «Срок ДЗ»: every deadline moves by the difference. */
function withTerm(view: MyDayView, homeworkMinutes: number): MyDayView {
  const moved = homeworkMinutes - view.homeworkMinutes;
  const lessons = view.lessons.map((lesson) => {
    const { record } = lesson;
    if (!record) return lesson;
    return { ...lesson, record: { ...record, homeworkBy: addMinutes(record.homeworkBy, moved).toISOString() } };
  });
  return { ...view, homeworkMinutes, lessons };
}

function mapLesson(view: MyDayView, id: number, change: (lesson: DayLesson) => DayLesson): MyDayView {
  const at = view.lessons.findIndex((lesson) => lesson.id === id);
  const lesson = view.lessons[at];
  return lesson ? { ...view, lessons: view.lessons.with(at, change(lesson)) } : view;
}
