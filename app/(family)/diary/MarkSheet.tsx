'use client';

import Link from 'next/link';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { Corrected, markKey } from '#app/(family)/_parts/Corrected.tsx';
import type { DiaryLesson, DiaryMark } from '#lib/contract/diaryViews.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { uncountedWords } from '#lib/domain/diary.ts';
import { dayFull, dayIn, timeIn, weekdayName } from '#lib/domain/time.ts';

/** «За что»: type, weight, comment and date of the marks of one lesson. It follows live changes while it is open. */
export function MarkSheet({
  lesson,
  studentId,
  types,
  pointDays,
  today,
  tz,
  onClose,
}: {
  lesson: DiaryLesson;
  studentId: number;
  types: readonly WorkTypeRef[];
  pointDays: number;
  today: string;
  tz: string;
  onClose(): void;
}) {
  const date = lesson.marks[0]?.date ?? today;
  return (
    <Dialog title={`${lesson.subject}, ${dayFull(date)}`} onClose={onClose}>
      <p className="text-base text-ink-2">
        {weekdayName(date)}, {lesson.number}-й урок{lesson.topic ? `. ${lesson.topic}` : ''}
      </p>
      <ul className="mt-2">
        {lesson.marks.map((mark) => (
          <li key={markKey(mark)} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-line border-t py-2.5">
            <MarkChip value={mark.value} weight={mark.weight} look="large" />
            <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5 text-base [&>dt]:text-ink-3">
              <dt>За что</dt>
              <dd>
                {types.find((type) => type.id === mark.typeId)?.name ?? 'Работа'}
                {mark.workName ? ` «${mark.workName}»` : ''}
              </dd>
              <dt>Вес отметки</dt>
              <dd>{formatWeight(mark.weight)}</dd>
              <Uncounted mark={mark} pointDays={pointDays} today={today} />
              {mark.comment ? (
                <>
                  <dt>Комментарий</dt>
                  <dd>{mark.comment}</dd>
                </>
              ) : null}
              <dt>Выставлена</dt>
              <dd>
                {dayFull(dayIn(mark.setAt, tz))}, {timeIn(mark.setAt, tz)} <Corrected mark={mark} />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
      <Link
        href={`/marks?child=${studentId}&group=${lesson.groupId}&on=${date}`}
        prefetch={false}
        className="flex h-row-touch items-center justify-between border-line border-t"
      >
        Все отметки и средний балл
        <Icon name="right" />
      </Link>
    </Dialog>
  );
}

function Uncounted({ mark, pointDays, today }: { mark: DiaryMark; pointDays: number; today: string }) {
  const words = uncountedWords(mark, pointDays, today);
  if (!words) return null;
  return (
    <>
      <dt>В среднем</dt>
      <dd className="text-warn">{words}</dd>
    </>
  );
}
