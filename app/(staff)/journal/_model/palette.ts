import type { JournalView } from '#lib/contract/journalView.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import type { Columns } from './columns.ts';
import type { PaintedRow } from './rows.ts';

/** Ctrl+K: pupils, lessons and other journals in one list. */
export type Place =
  | { kind: 'student'; key: string; words: string; aside: string; row: number }
  | { kind: 'lesson'; key: string; words: string; aside: string; lessonId: number }
  | { kind: 'journal'; key: string; words: string; aside: string; groupId: number };

type Desk = { view: JournalView; rows: readonly PaintedRow[]; columns: Columns };
export function placesOf({ view, rows, columns }: Desk): Place[] {
  return [
    ...rows.map(({ row }, i): Place => {
      const { student, number, gone } = row;
      return {
        kind: 'student',
        key: `s${student.id}`,
        words: student.name,
        aside: gone ? 'выбыл' : `№ ${number}`,
        row: i,
      };
    }),
    ...columns.lessons.map(({ lesson }): Place => {
      const words = [`${dayMonth(lesson.date)} ${weekdayShort(lesson.date)}`, lesson.topic].filter(Boolean).join(' · ');
      const aside = lesson.date === view.today ? 'сегодня' : `${lesson.number} урок`;
      return { kind: 'lesson', key: `l${lesson.id}`, words, aside, lessonId: lesson.id };
    }),
    ...view.groups
      .filter(({ id }) => id !== view.group.id)
      .map(({ id, label }): Place => ({ kind: 'journal', key: `g${id}`, words: label, aside: 'журнал', groupId: id })),
  ];
}

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');
const WORD = /[\s·,«(-]+/;
/** What fits, the best first: beginning of the whole, beginnings of words, anywhere. «2.12» finds «02.12», «8а гео» finds
 *  «8А · Геометрия». */
export function findPlaces(places: readonly Place[], asked: string, limit: number): Place[] {
  const text = plain(asked.trim()).replace(/^(\d)(?=\.)/, '0$1');
  if (text === '') return places.slice(0, limit);
  const rank = ({ words, aside }: Place): number => {
    const whole = plain(words);
    if (whole.startsWith(text) || plain(aside) === `№ ${text}`) return 0;
    const parts = whole.split(WORD);
    if (text.split(WORD).every((asked) => parts.some((word) => word.startsWith(asked)))) return 1;
    return whole.includes(text) ? 2 : 3;
  };
  return places
    .map((place, order) => ({ place, order, rank: rank(place) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, limit)
    .map(({ place }) => place);
}
