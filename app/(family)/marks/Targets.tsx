'use client';

import { useState } from 'react';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { obstacle, pathsTo, pathWords, plannedKinds, type Target, targetsFrom } from '#lib/domain/paths.ts';
import { plural } from '#lib/domain/people.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';

/** «Что нужно для «5»»: how many marks of which weight lift the forecast; where it cannot be done, that is said. */
export function Targets({ row: { subject, marks, mean, forecast }, view }: { row: SubjectMarks; view: MarksView }) {
  const targets = targetsFrom(forecast);
  const [chosen, setChosen] = useState<Target | null>(null);
  // The forecast may have reached the chosen mark meanwhile.
  const target = targets.find((t) => t === chosen) ?? targets.at(-1);
  if (target === undefined)
    return (
      <Section title="Что нужно для «5»">
        <Reason>Прогноз уже «5»: достаточно держать средний балл не ниже {formatMean(view.thresholds[0])}.</Reason>
      </Section>
    );
  const threshold = view.thresholds[5 - target] ?? 0;
  const paths = pathsTo(target, marks, view.thresholds, plannedKinds(view.workTypes));
  return (
    <Section
      title={`Что нужно для «${target}»`}
      aside={
        targets.length > 1 ? (
          <SegmentedControl
            label="Для какой отметки"
            options={targets.map((t) => ({ value: String(t), label: `«${t}»` }))}
            value={String(target)}
            onChange={(value) => setChosen(targets.find((t) => String(t) === value) ?? null)}
          />
        ) : null
      }
    >
      <div className="px-3 py-2.5">
        <Scale mean={mean} threshold={threshold} />
        <ul className="mt-2 grid gap-1 text-base">
          {paths.map((path) => {
            const stands = obstacle(path, subject.ahead);
            return (
              <li key={pathWords(path)} className="flex items-baseline gap-3">
                <span className="grow">{capital(pathWords(path))}</span>
                {stands ? <span className="text-ink-3 text-small">{stands}</span> : null}
                <b className={stands ? 'font-medium text-ink-3' : ''}>{path.count ?? '—'}</b>
              </li>
            );
          })}
        </ul>
        <p className="mt-1.5 text-ink-3 text-small">{aheadWords(subject.ahead)}</p>
      </div>
    </Section>
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const aheadWords = (ahead: number): string =>
  ahead === 0
    ? 'После сегодняшнего дня уроков в этом периоде больше нет.'
    : `После сегодняшнего дня в этом периоде ещё ${ahead} ${plural(ahead, 'урок', 'урока', 'уроков')}.`;

/** Where the mean stands between 2 and 5, and where the threshold is. The numbers are said below it. */
function Scale({ mean, threshold }: { mean: number | null; threshold: number }) {
  const at = (hundredths: number) => `${Math.max(0, Math.min(100, (hundredths - 200) / 3))}%`;
  return (
    <>
      <div
        className="relative h-2 rounded-[2px] text-ink-3 shadow-[inset_0_0_0_1px_var(--line-3)]"
        style={{ background: 'var(--stripes)' }}
        aria-hidden="true"
      >
        <i className="absolute inset-y-0 left-0 rounded-l-[2px] bg-accent" style={{ width: at(mean ?? 200) }} />
        <i className="-inset-y-[3px] absolute w-0.5 bg-ink" style={{ left: at(threshold) }} />
      </div>
      <p className="mt-1 flex justify-between text-caption text-ink-3">
        <span>{mean === null ? 'отметок ещё нет' : `сейчас ${formatMean(mean)}`}</span>
        <span>нужно {formatMean(threshold)}</span>
      </p>
    </>
  );
}
