import Link from 'next/link';
import { useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import { Bar } from '#app/(family)/programme/Bar.tsx';
import type { ProgrammeView } from '#lib/contract/diaryViews.ts';
import { comingSections } from '#lib/domain/plans/programme.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** Topics shown at once: a year has a hundred. */
const SHOWN = 20;

/** One subject: its bar, what comes next, its sections, the topics that were passed with their days. */
export function SubjectProgramme({
  view,
  subject,
  chosen,
}: {
  view: ProgrammeView;
  subject: ProgrammeView['subjects'][number];
  chosen: NonNullable<ProgrammeView['chosen']>;
}) {
  const [all, setAll] = useState(false);
  const { sections, passed, ahead } = chosen;
  const coming = comingSections(sections);
  const shown = all ? passed : passed.slice(0, SHOWN);
  return (
    <>
      <div className="flex min-h-[2.875rem] items-center gap-1 border-line-2 border-b bg-surface pr-3.5">
        <Link
          href={`/programme?child=${view.student.id}`}
          prefetch={false}
          className="flex h-11 items-center gap-1 px-3.5 text-base hover:bg-hover hover:no-underline"
        >
          <Icon name="left" />
          Программа
        </Link>
        <h1 className="min-w-0 grow text-right font-semibold [overflow-wrap:anywhere]">{subject.name}</h1>
      </div>
      <div className="px-3.5 pt-2.5">
        <div className="rounded-card border border-line bg-surface px-3 py-2" aria-live="polite">
          {subject.plan ? (
            <Bar passed={subject.plan.passed} total={subject.plan.total} label="Пройдено " />
          ) : (
            <p className="text-ink-2 text-small">
              Учитель ещё не внёс план на год. Пройденные темы показаны по записям уроков.
            </p>
          )}
        </div>
        {subject.plan && (ahead ? ahead.length > 0 : coming.length > 0) && (
          <Section title="Что дальше">
            <ul>
              {ahead
                ? ahead.map((topic) => (
                    <li key={`${topic.date} ${topic.topic}`} className={ROW}>
                      <Day date={topic.date} />
                      <span className="min-w-0 [overflow-wrap:anywhere]">{topic.topic}</span>
                    </li>
                  ))
                : coming.map((section) => (
                    <li key={section.title} className={ROW}>
                      <span className="min-w-0 [overflow-wrap:anywhere]">{section.title}</span>
                    </li>
                  ))}
            </ul>
          </Section>
        )}
        {sections.length > 1 && (
          <Section title="Разделы">
            <ul>
              {sections.map((section, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two sections may have one title
                <li key={at} className="border-line border-t px-3 py-2 text-base first:border-t-0">
                  <span className="[overflow-wrap:anywhere]">{section.title}</span>
                  <Bar passed={section.passed} total={section.hours} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Пройденные темы">
          {passed.length === 0 ? (
            <Reason>Учитель ещё не записал ни одной темы. Она появится здесь сразу после урока.</Reason>
          ) : (
            <ul>
              {shown.map((topic) => (
                <li key={topic.lessonId} className={ROW}>
                  <Day date={topic.date} />
                  <span className="min-w-0 [overflow-wrap:anywhere]">{topic.topic}</span>
                </li>
              ))}
            </ul>
          )}
          {shown.length < passed.length && (
            <button type="button" className="btn touch m-3" onClick={() => setAll(true)}>
              Показать ещё {passed.length - shown.length}
            </button>
          )}
        </Section>
      </div>
    </>
  );
}

const ROW = 'flex gap-2 border-line border-t px-3 py-2 text-base first:border-t-0';
const Day = ({ date }: { date: string }) => (
  <span className="w-14 flex-none text-ink-3 tabular-nums">
    {weekdayShort(date)} {dayMonth(date)}
  </span>
);
