import { Icon } from '#app/_ui/Icon.tsx';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import { Average } from '#app/(family)/marks/Average.tsx';
import { MarkList } from '#app/(family)/marks/MarkList.tsx';
import { ProgrammeLink } from '#app/(family)/marks/ProgrammeLink.tsx';
import { Targets } from '#app/(family)/marks/Targets.tsx';
import { WhatIf } from '#app/(family)/marks/WhatIf.tsx';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { finalText, finalWords } from '#lib/domain/finals.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';
import { trendSentence } from '#lib/domain/trend.ts';

export const SUBJECT_TITLE_ID = 'subject-title';

/** One subject opened: its average, the marks it is made of, the school's rule, and the way to a better mark. */
export function SubjectPage({
  row,
  view,
  fresh,
  list,
  onClose,
}: {
  row: SubjectMarks;
  view: MarksView;
  fresh: ReadonlySet<string>;
  /** Where the list of all subjects is. */
  list: string;
  onClose(): void;
}) {
  const { subject, marks } = row;
  const running = view.today <= view.period.ends && !view.period.closed;
  return (
    <>
      <div className="flex min-h-[2.875rem] items-center gap-1 border-line-2 border-b bg-surface pr-3.5">
        <a
          href={list}
          className="flex h-11 items-center gap-1 px-3.5 text-base hover:bg-hover hover:no-underline"
          onClick={(event) => {
            event.preventDefault();
            onClose();
          }}
        >
          <Icon name="left" />
          Отметки
        </a>
        <h1
          id={SUBJECT_TITLE_ID}
          tabIndex={-1}
          className="min-w-0 grow text-right font-semibold [overflow-wrap:anywhere]"
        >
          {subject.name}
        </h1>
      </div>
      <div className="px-3.5 pt-2.5">
        <Numbers row={row} />
        <Section title="Из чего складывается" aside={view.period.label}>
          {marks.length === 0 ? (
            <Reason>
              Отметок ещё нет: учитель пока ничего не поставил в этом периоде. Новая появится здесь сразу.
            </Reason>
          ) : (
            <>
              <MarkList marks={marks} view={view} fresh={fresh} />
              <Average row={row} thresholds={view.thresholds} />
            </>
          )}
        </Section>
        <ProgrammeLink
          href={`/programme?child=${view.student.id}&subject=${subject.id}`}
          label="Программа: что пройдено и что дальше"
        />
        {running ? <Targets row={row} view={view} /> : null}
        {running ? <WhatIf row={row} view={view} /> : null}
      </div>
    </>
  );
}

function Numbers({ row: { set, mean, forecast, trend, count } }: { row: SubjectMarks }) {
  const cell = 'px-3 py-2 [&>dt]:text-ink-3 [&>dt]:text-caption [&>dd]:font-semibold [&>dd]:text-title';
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      <dl className="grid grid-cols-3 divide-x divide-line" aria-live="polite">
        <div className={cell}>
          <dt>Ср. балл</dt>
          <dd>{mean === null ? '—' : formatMean(mean)}</dd>
        </div>
        <div className={cell}>
          <dt>{set === null ? 'Прогноз' : 'Выставлено'}</dt>
          <dd>
            {set === null ? (
              <span className="font-medium text-ink-2">{forecast ?? '—'}</span>
            ) : (
              <abbr title={finalWords(set)} className="no-underline">
                {finalText(set)}
              </abbr>
            )}
          </dd>
        </div>
        <div className={cell}>
          <dt>Отметок</dt>
          <dd>{count}</dd>
        </div>
      </dl>
      <p className="border-line border-t px-3 py-1.5 text-ink-2 text-small">
        {set === null
          ? forecast === null
            ? 'Прогноз появится с первой отметкой.'
            : 'Прогноз предварительный: итоговую отметку выставляет учитель.'
          : `По среднему выходит ${forecast ?? '—'}.`}
        {trend ? ` Ср. балл ${trendSentence(trend)}.` : ''}
      </p>
    </div>
  );
}
