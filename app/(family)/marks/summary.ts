import { finalText } from '#lib/domain/finals.ts';
import { plural } from '#lib/domain/people.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';
import { TREND_WORDS } from '#lib/domain/trend.ts';

/** «прогноз 4, растёт · 8 отметок»: a subject in one line, in a neutral voice. */
export function summaryOf({ subject, count, forecast, trend, marks }: SubjectMarks): string {
  if (marks.length === 0)
    return subject.set === null ? 'Отметок ещё нет' : `Выставлено ${finalText(subject.set)} · отметок нет`;
  const result =
    subject.set !== null
      ? `Выставлено ${finalText(subject.set)}`
      : forecast === null
        ? 'Прогноза ещё нет'
        : `Прогноз ${forecast}`;
  const going = subject.set === null && trend ? `, ${TREND_WORDS[trend.direction]}` : '';
  return `${result}${going} · ${count} ${plural(count, 'отметка', 'отметки', 'отметок')}`;
}
