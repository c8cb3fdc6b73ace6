import { finalText } from '#lib/domain/finals.ts';
import { plural } from '#lib/domain/people.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';
import { TREND_WORDS } from '#lib/domain/trend.ts';

/** «прогноз 4, растёт · 8 отметок»: a subject in one line, in a neutral voice. */
export function summaryOf({ set, count, forecast, trend, marks }: SubjectMarks): string {
  if (marks.length === 0) return set === null ? 'Отметок ещё нет' : `Выставлено ${finalText(set)} · отметок нет`;
  const result =
    set !== null ? `Выставлено ${finalText(set)}` : forecast === null ? 'Прогноза ещё нет' : `Прогноз ${forecast}`;
  const going = set === null && trend ? `, ${TREND_WORDS[trend.direction]}` : '';
  return `${result}${going} · ${count} ${plural(count, 'отметка', 'отметки', 'отметок')}`;
}
