import { type Refusal, refuse } from '#lib/contract/refusal.ts';

/** The rules of a lesson's record: topic, kind, homework, ICT, roll. */
export type RecordFacts = { periodClosed: boolean; cancelled: boolean; lessonDate: string; today: string };

/** Why the record may not be changed; null when it may. Topic and homework may be written in advance (003 П2 2.3). */
export function refuseRecord(facts: RecordFacts): Refusal | null {
  if (facts.periodClosed) return refuse('closed', 'Период закрыт. Изменить запись можно только после его открытия.');
  if (facts.cancelled) return refuse('invalid', 'Урок отменён: записи в нём не ведутся.');
  return null;
}

/** The roll is taken on the day of the lesson or later, never before (001 3.2.2). */
export function refuseRoll(facts: RecordFacts): Refusal | null {
  const refused = refuseRecord(facts);
  if (refused) return refused;
  return facts.lessonDate > facts.today
    ? refuse('invalid', 'Урок ещё не прошёл: присутствие отмечают в день урока.')
    : null;
}

/** «Ссылка» of a homework: an address of the web and what it is called; without a name the address itself is shown. */
export type HomeworkLink = { url: string; title: string | null };
/** More links than this is a reading list and no homework. */
export const LINKS_IN_HOMEWORK = 5;
export type Homework = {
  state: 'given' | 'none' | null;
  text: string | null;
  minutes: number | null;
  links: HomeworkLink[];
};

/** Homework as it is kept: text only with «задано», nothing else with «не задано»; empty text is no homework. */
export function tidyHomework(input: Homework): Homework {
  const text = input.text?.trim() || null;
  if (input.state === 'given' && text) return { state: 'given', text, minutes: input.minutes, links: input.links };
  return { state: input.state === 'none' ? 'none' : null, text: null, minutes: null, links: [] };
}
