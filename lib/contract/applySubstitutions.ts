import { byKeys, put, staleView } from '#lib/contract/applyTools.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { SubstitutionLesson, SubstitutionsView, TeacherAway } from '#lib/contract/substitutionsView.ts';
import { changeOf } from '#lib/domain/lessonChange.ts';

/** «Замены» take each event once, in the order of the log: two deputies see each other assign. */
export function applyToSubstitutions(view: SubstitutionsView, event: AppliedEvent): SubstitutionsView {
  return event.seq > view.seq ? { ...changed(view, event), seq: event.seq } : view;
}

const lessonsInOrder = byKeys<SubstitutionLesson>(
  (l) => l.number,
  (l) => l.classId,
  (l) => l.id,
);

function changed(view: SubstitutionsView, event: AppliedEvent): SubstitutionsView {
  switch (event.name) {
    case 'lesson.changed': {
      const { lessonId, date, number, startsAt, endsAt, room, status, teacher, substitute, intoId, was, v } =
        event.data;
      const old = view.lessons.find((l) => l.id === lessonId);
      const here = date === view.date || was.date === view.date;
      if (!old) return here ? staleView(view) : view;
      const others = view.lessons.filter((l) => l !== old);
      if (!here) return { ...view, lessons: others };
      const lesson: SubstitutionLesson = {
        ...old,
        ...{ date, number, startsAt, endsAt, room, teacher, substitute, intoId, v },
        cancelled: status === 'cancelled',
        change: changeOf(event.data),
      };
      return { ...view, lessons: put(others, lesson, () => false, lessonsInOrder) };
    }
    case 'teacherAbsence.changed': {
      const { cancelled, ...away } = event.data;
      const others = view.absences.filter((a) => a.id !== away.id);
      if (cancelled || view.date < away.from || view.date > away.to) return { ...view, absences: others };
      const order = byKeys<TeacherAway>((a) => a.id);
      return { ...view, absences: put(others, away, () => false, order) };
    }
    default:
      return view;
  }
}
