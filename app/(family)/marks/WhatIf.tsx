'use client';

import { useId, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { Section } from '#app/(family)/_parts/Section.tsx';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import { formatMean, formatWeight } from '#lib/domain/averages.ts';
import { whatIf } from '#lib/domain/paths.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';

type Imagined = { id: number; value: number; weight: number };
const VALUES = [5, 4, 3, 2];
/** More than anybody earns in a period: the list must not grow without end under a restless thumb. */
const MOST = 30;

/** «Что будет, если…»: imaginary marks beside the real ones. They live in this component alone: nothing is sent, nothing is
 *  kept, and leaving the subject forgets them. */
export function WhatIf({ row: { marks, mean, forecast }, view }: { row: SubjectMarks; view: MarksView }) {
  const [imagined, setImagined] = useState<Imagined[]>([]);
  const [typeId, setTypeId] = useState(view.workTypes[0]?.id ?? 0);
  const selectId = useId();
  const type = view.workTypes.find((t) => t.id === typeId);
  const then = whatIf(marks, imagined, view.thresholds);
  const add = (value: number) =>
    setImagined([...imagined, { id: (imagined.at(-1)?.id ?? 0) + 1, value, weight: type?.weight ?? 100 }]);
  return (
    <Section title="Что будет, если…" aside={imagined.length > 0 ? 'не по-настоящему' : ''}>
      <div className="grid gap-2 px-3 py-2.5 text-base">
        <p className="text-ink-2 text-small">
          Воображаемые отметки видны только вам на этом экране: в дневник и учителю они не попадают.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={selectId} className="sr-only">
            Вид работы
          </label>
          <select
            id={selectId}
            className="field touch min-w-0 basis-56 grow"
            value={typeId}
            onChange={(event) => setTypeId(Number(event.target.value))}
          >
            {view.workTypes.map((t) => (
              <option key={t.id} value={t.id}>
                {t.name}, вес {formatWeight(t.weight)}
              </option>
            ))}
          </select>
          <div className="flex grow gap-1">
            {VALUES.map((value) => (
              <button
                key={value}
                type="button"
                className="btn touch min-w-10 grow !px-0"
                aria-label={`Добавить воображаемую отметку ${value}`}
                disabled={imagined.length >= MOST}
                onClick={() => add(value)}
              >
                {value}
              </button>
            ))}
          </div>
        </div>
        {imagined.length > 0 ? (
          <>
            <ul className="flex flex-wrap gap-1.5" aria-label="Воображаемые отметки">
              {imagined.map((mark) => (
                <li key={mark.id}>
                  <button
                    type="button"
                    className="flex h-9 items-center gap-1 rounded-control border border-line-3 border-dashed px-2 hover:bg-hover"
                    aria-label={`Убрать воображаемую отметку ${mark.value}, вес ${formatWeight(mark.weight)}`}
                    onClick={() => setImagined(imagined.filter((other) => other.id !== mark.id))}
                  >
                    <MarkChip value={mark.value} weight={mark.weight} look="text" />
                    <Icon name="close" size="small" />
                  </button>
                </li>
              ))}
            </ul>
            <dl
              className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3"
              aria-live="polite"
              data-testid="what-if"
            >
              <Change
                label="Ср. балл"
                from={mean === null ? '—' : formatMean(mean)}
                to={then.mean === null ? '—' : formatMean(then.mean)}
              />
              <Change label="Прогноз" from={String(forecast ?? '—')} to={String(then.forecast ?? '—')} />
            </dl>
            <button type="button" className="btn quiet touch justify-self-start !px-0" onClick={() => setImagined([])}>
              Убрать все
            </button>
          </>
        ) : (
          <p className="text-ink-3 text-small">
            Выберите вид работы и нажмите отметку — увидите, как изменится средний балл.
          </p>
        )}
      </div>
    </Section>
  );
}

function Change({ label, from, to }: { label: string; from: string; to: string }) {
  return (
    <div className="col-span-3 flex items-center gap-2">
      <dt className="grow text-ink-2">{label}</dt>
      <dd className="flex items-center gap-1.5">
        <span className="text-ink-3">{from}</span>
        <Icon name="arrow" size="small" />
        <span className="sr-only">станет</span>
        <b className="italic">{to}</b>
      </dd>
    </div>
  );
}
