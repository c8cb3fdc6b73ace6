/** Why a request was not carried out. A refusal is a value, an exception is a bug. About a dozen codes, no more. */
export type RefusalCode =
  | 'unauthenticated' // no session, or it has ended
  | 'not_found' // does not exist, or is not this person's to see or change: the two are told apart by nobody
  | 'invalid' // the input breaks the contract or a rule of the school
  | 'conflict' // somebody else changed the same field: `current` holds their value
  | 'closed' // the period is closed, or the day is locked
  | 'duplicate' // the same command id came before with another body
  | 'throttled' // too many attempts; `retryAfter` seconds
  | 'busy' // the server or the database cannot take it now; safe to send again with the same id
  | 'outdated'; // the page speaks an older protocol: reload

export type Refusal = {
  ok: false;
  code: RefusalCode;
  /** One Russian sentence for the person. Never names what he may not see. */
  message: string;
  /** With `conflict`: the other person's value and its version. */
  current?: { value: unknown; version: number };
  /** With `throttled` and `busy`: seconds to wait. */
  retryAfter?: number;
};

export function refuse(
  code: RefusalCode,
  message: string,
  more: Pick<Refusal, 'current' | 'retryAfter'> = {},
): Refusal {
  return { ok: false, code, message, ...more };
}

/** The same words for «does not exist» and «is not yours», so that a guess learns nothing. */
export const notFound = (): Refusal => refuse('not_found', 'Такой записи нет или у вас нет к ней доступа.');
