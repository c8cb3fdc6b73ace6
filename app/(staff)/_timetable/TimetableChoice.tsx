'use client';

import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';
import { Pick } from './Pick.tsx';
import { TimetableHead, type TimetableTab } from './TimetableHead.tsx';
import './timetable.css';

const WORDS: Record<TimetableBy, { title: string; text: string }> = {
  class: { title: 'Классов ещё нет', text: 'Расписание появится вместе с классами учебного года.' },
  teacher: { title: 'Выберите учителя', text: 'Начните писать фамилию в поле над списком.' },
  room: { title: 'Выберите кабинет', text: 'Начните писать его номер или название в поле над списком.' },
  student: { title: 'Выберите ученика', text: 'Начните писать фамилию в поле над списком.' },
};

/** Before a timetable is chosen. */
export function TimetableChoice({ by, tabs }: { by: TimetableBy; tabs: readonly TimetableTab[] }) {
  return (
    <main className="printed ttpage">
      <TimetableHead tabs={tabs} by={by} online>
        <Pick by={by} title="" week={null} />
      </TimetableHead>
      <div className="panel mx-4">
        <EmptyState title={WORDS[by].title}>{WORDS[by].text}</EmptyState>
      </div>
    </main>
  );
}
