'use client';

import { useState } from 'react';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import type { ResultsView, SubjectRef } from '#lib/contract/diaryViews.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { periodShort } from '#lib/domain/finals.ts';
import { plural } from '#lib/domain/people.ts';
import { type SheetRow, sheetOf } from '#lib/domain/studentMarks.ts';

const YEAR = 'year';

/** «Экзаменационная ведомость»: by subject all marks, missed lessons and the average, for a period or for the year. */
export function ExamSheet({ view }: { view: ResultsView }) {
  const begun = view.periods.filter((period) => period.starts <= view.today);
  const [chosen, setChosen] = useState(YEAR);
  const span = begun.find((period) => String(period.id) === chosen) ?? view.year;
  const rows = view.subjects.map((subject) => ({ subject, ...sheetOf(view, subject, span) }));
  const missed = rows.reduce((sum, row) => sum + row.missed, 0);
  return (
    <section className="mt-3" aria-labelledby="exam-sheet">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 px-3.5 pb-1.5">
        <h2 id="exam-sheet" className="font-semibold">
          Экзаменационная ведомость
        </h2>
        <SegmentedControl
          label="За какое время"
          options={[
            ...begun.map((period) => ({ value: String(period.id), label: periodShort(period.label) })),
            { value: YEAR, label: 'Год' },
          ]}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      <table className="w-full table-fixed border-line-2 border-t bg-surface text-base">
        <caption className="sr-only">Все отметки, пропущенные уроки и средний балл по предметам</caption>
        <colgroup>
          <col />
          <col className="w-[4.75rem]" />
          <col className="w-[4.25rem]" />
        </colgroup>
        <thead>
          <tr className="text-caption text-ink-3 [&>th]:border-line-2 [&>th]:border-b [&>th]:bg-paper [&>th]:py-1 [&>th]:font-normal">
            <th scope="col" className="px-3.5 text-left">
              Предмет, отметки
            </th>
            <th scope="col" className="text-right">
              пропущено
            </th>
            <th scope="col" className="pr-3.5 text-right">
              ср. балл
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.subject.id} {...row} />
          ))}
        </tbody>
      </table>
      <p className="px-3.5 py-2 text-ink-2 text-small">
        Пропущено уроков: {missed}. Считаются все уроки с отметкой «Н», по любой причине.
      </p>
    </section>
  );
}

function Row({ subject, marks, count, missed, mean }: SheetRow & { subject: SubjectRef }) {
  return (
    <>
      <tr className="[&>*]:pt-1.5 [&>*]:align-top">
        <th scope="row" className="pl-3.5 text-left font-normal">
          {subject.name}
        </th>
        <td className="text-right text-ink-2">{missed}</td>
        <td className="pr-3.5 text-right font-semibold">{mean === null ? '—' : formatMean(mean)}</td>
      </tr>
      <tr>
        <td colSpan={3} className="border-line border-b px-3.5 pb-1.5">
          <span className="flex flex-wrap items-center gap-x-1.5">
            {marks.map((mark) => (
              <MarkChip key={`${mark.workId}:${mark.number}`} value={mark.value} weight={mark.weight} look="text" />
            ))}
            <span className="text-caption text-ink-3">
              {count === 0 ? 'отметок нет' : `${count} ${plural(count, 'отметка', 'отметки', 'отметок')}`}
            </span>
          </span>
        </td>
      </tr>
    </>
  );
}
