'use client';

import Link from 'next/link';
import { useSeen } from '#app/_ui/useSeen.ts';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import { type Pending, Tasks, type Tick, taskKey } from '#app/(family)/_parts/Tasks.tsx';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { forDay, homeworkOn, nextSchoolDay } from '#lib/domain/diary.ts';

/** «Домашнее задание на завтра» with the pupil's own «Сделано». */
export function Homework({
  view,
  pending,
  online,
  onTick,
}: {
  view: DiaryView;
  pending: Pending;
  online: boolean;
  /** Absent: this person may not tick. */
  onTick: ((tick: Tick) => void) | undefined;
}) {
  const day = nextSchoolDay(view);
  const { given, none } = day ? homeworkOn(day) : { given: [], none: [] };
  const changed = useSeen(new Map(given.map((item) => [taskKey(item), item.homework.v])));
  if (!day) {
    return (
      <Section title="Домашнее задание">
        <Reason>Следующего учебного дня в расписании ещё нет, поэтому и заданий к нему нет.</Reason>
      </Section>
    );
  }
  const studentId = view.student.id;
  return (
    <Section
      title={`Домашнее задание ${forDay(day.date, view.today)}`}
      aside={
        <Link href={`/homework?child=${studentId}`} prefetch={false}>
          Все
        </Link>
      }
    >
      {given.length === 0 ? (
        <Reason>
          {none.length > 0
            ? 'На этот день ничего не задано.'
            : 'Учителя ещё ничего не записали. Задание появится здесь, как только его внесут.'}
        </Reason>
      ) : (
        <Tasks
          items={given}
          studentId={studentId}
          pending={pending}
          online={online}
          changed={changed}
          onTick={onTick}
        />
      )}
      {given.length > 0 && none.length > 0 ? (
        <p className="border-line border-t px-3 py-2 text-base text-ink-3">Не задано: {none.join(', ')}</p>
      ) : null}
    </Section>
  );
}
