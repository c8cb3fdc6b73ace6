import type { SubjectKey } from '#db/seed/subjects.ts';

/** Lists of lesson topics: by subject, then by grade or by a band of grades («5–9» is written '5-9'). */
export type TopicBook = Partial<Record<SubjectKey, Readonly<Record<string, readonly string[]>>>>;

/** Topics divided by «|»; line breaks are only there to keep the page readable. */
export const topics = (text: string): readonly string[] =>
  text
    .split('|')
    .map((topic) => topic.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** The list of a grade, from the band that holds it. */
export function inBook(book: TopicBook, subject: SubjectKey, grade: number): readonly string[] | null {
  for (const [band, list] of Object.entries(book[subject] ?? {})) {
    const [from = 0, to = from] = band.split('-').map(Number);
    if (from <= grade && grade <= to) return list;
  }
  return null;
}
