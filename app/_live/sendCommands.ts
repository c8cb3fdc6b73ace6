import type { CommandAnswer, CommandInput, CommandName } from '#lib/contract/commands.ts';
import { parseEvents } from '#lib/contract/events.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';

export type NewCommand<N extends CommandName = CommandName> = {
  [K in N]: { name: K; input: CommandInput<K>; base?: number; why?: string };
}[N];
/** A command with the id that it keeps over retries and reloads. */
export type Numbered = NewCommand & { id: string };

/** What a try of sending came to: answers in order, a refusal of the whole request, or no word from the server. */
export type Sent =
  | { kind: 'answers'; answers: CommandAnswer[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'lost' };

/** No answer for this long, ms, counts as lost: the same ids are sent again, and none is carried out twice. */
const TIMEOUT = 15_000;

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' &&
  value !== null &&
  'ok' in value &&
  value.ok === false &&
  'code' in value &&
  'message' in value;

/** Null: a newer server speaks of things that this page does not know. */
function parseAnswer(raw: unknown): CommandAnswer | null {
  if (isRefusal(raw)) return raw;
  if (typeof raw === 'object' && raw !== null && 'seq' in raw && typeof raw.seq === 'number' && 'events' in raw) {
    const events = parseEvents(raw.events);
    if (events) return { ok: true, seq: raw.seq, events };
  }
  return null;
}
export const OUTDATED = 'Программа обновилась: обновите страницу. Введённое сохранится.';

/** One POST of commands, in order. Never throws. */
export async function sendCommands(commands: readonly Numbered[], person?: number): Promise<Sent> {
  try {
    const response = await fetch('/api/commands', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        protocol: PROTOCOL,
        ...(person === undefined ? {} : { person }),
        commands: commands.map(({ id, name, input, base, why }) => ({
          id,
          name,
          input,
          ...(base === undefined ? {} : { base }),
          ...(why === undefined ? {} : { why }),
        })),
      }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const body: unknown = await response.json();
    if (isRefusal(body)) return { kind: 'refused', refusal: body };
    if (typeof body === 'object' && body !== null && 'answers' in body && Array.isArray(body.answers)) {
      const answers = body.answers.map(parseAnswer);
      // Nothing is settled by half: after a reload the same ids are sent again and get the same answers.
      return answers.every((answer) => answer !== null)
        ? { kind: 'answers', answers }
        : { kind: 'refused', refusal: refuse('outdated', OUTDATED) };
    }
    return { kind: 'lost' };
  } catch {
    // No network, a proxy's own page instead of JSON, a server that is just starting: all mean «send again».
    return { kind: 'lost' };
  }
}

/** Sends one command outside a live view, once; the caller shows the refusal. `id`: of a try that had no answer, which this
 *  one repeats. */
export async function sendCommand(command: NewCommand, id: string = crypto.randomUUID()): Promise<CommandAnswer> {
  const sent = await sendCommands([{ ...command, id }]);
  if (sent.kind === 'refused') return sent.refusal;
  const [answer] = sent.kind === 'answers' ? sent.answers : [];
  return answer ?? refuse('busy', 'Нет связи с сервером. Повторите ещё раз.');
}
