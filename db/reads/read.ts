import type { Asker } from '#db/sql.ts';
import type { ReadAnswers, ReadInput, ReadName } from '#lib/contract/reads.ts';
import type { Actor } from '#lib/policy.ts';

/** Answers one read as this person, inside his own snapshot; null when there is no such thing or it is not his to see. */
type Answering<N extends ReadName> = (tx: Asker, actor: Actor, input: ReadInput<N>) => Promise<ReadAnswers[N] | null>;
export type Read<N extends ReadName> = { name: N; answer: Answering<N> };

/** Keeps the types of one read together. */
export const defineRead = <N extends ReadName>(name: N, answer: Answering<N>): Read<N> => ({ name, answer });
