import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { JournalView } from '#lib/contract/journalView.ts';

/** An empty grid says why: lessons come from the timetable, students from the class or group. */
export function NoLessons({ view }: { view: JournalView }) {
  const { group, period } = view;
  const whose = [group.className, group.subject.toLowerCase(), group.name].filter(Boolean).join(', ');
  if (view.students.length === 0)
    return (
      <EmptyState title={`В группе нет учеников: ${whose}`}>
        Ученики появляются в журнале, когда их зачислят в класс или группу.
      </EmptyState>
    );
  return (
    <EmptyState title={`Нет уроков: ${whose}, ${period.label}`}>
      Уроки в журнале появляются из расписания. Выберите другой период или спросите заместителя директора о расписании.
    </EmptyState>
  );
}
