import type { Answered, Halt, PendingCommand } from '#app/_live/commandQueue.ts';
import { nextBatch } from '#app/_live/outcomes.ts';
import { sendCommands } from '#app/_live/sendCommands.ts';
import { fieldKey } from '#lib/contract/commands.ts';
import type { Refusal } from '#lib/contract/refusal.ts';

/** Commands of one POST at most, and the pauses between tries while the server is silent, ms. */
const TOGETHER = 50;
const PAUSES = [300, 1000, 2000, 4000, 8000] as const;

type Queue = {
  pending(): readonly PendingCommand[];
  halted(): boolean;
  /** These are on their way. */
  sent(ids: ReadonlySet<string>): void;
  answered(answers: readonly Answered[]): void;
  link(lost: boolean, halted: Halt | null): void;
  outdated(message: string): void;
};

/** Sends a queue in order, one batch after the other, again and again until the server has answered. Does nothing before
 *  `lead`: one tab of a person sends for all. */
export function createSender(personId: number, queue: Queue) {
  let leads = false;
  let sending = false;
  let failures = 0;
  let together: number = TOGETHER;
  let wake: (() => void) | null = null;

  async function pump(): Promise<void> {
    if (sending || !leads) return;
    sending = true;
    try {
      while (leads && queue.pending().length > 0 && !queue.halted()) {
        const batch = nextBatch(queue.pending(), together);
        queue.sent(new Set(batch.map((c) => c.id)));
        if (!(await sendBatch(batch))) failures = 0;
        else if (!queue.halted()) await pause();
      }
    } finally {
      sending = false;
    }
  }
  async function pause(): Promise<void> {
    const ms = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 8000;
    failures += 1;
    await new Promise<void>((go) => {
      wake = go;
      setTimeout(go, ms);
    });
  }

  /** True: send what is left again after a pause. */
  async function sendBatch(batch: readonly PendingCommand[]): Promise<boolean> {
    const sent = await sendCommands(batch, personId);
    if (sent.kind === 'lost') {
      queue.link(true, null);
      return true;
    }
    if (sent.kind === 'refused') return refusedWhole(batch, sent.refusal);
    const answers: Answered[] = [];
    let again = false;
    for (const [index, command] of batch.entries()) {
      const answer = sent.answers[index];
      if (!answer || (!answer.ok && (answer.code === 'busy' || answer.code === 'throttled'))) {
        // What follows must not overtake it.
        again = true;
        break;
      }
      answers.push({ id: command.id, answer });
      if (answer.ok) continue;
      // A later change of the same field was typed over a value that its author had not seen: it shares the answer.
      const field = fieldKey(command.name, command.input);
      for (const later of queue.pending())
        if (later.id !== command.id && fieldKey(later.name, later.input) === field)
          answers.push({ id: later.id, answer });
    }
    together = TOGETHER;
    queue.answered(answers);
    return again;
  }

  function refusedWhole(batch: readonly PendingCommand[], refusal: Refusal): boolean {
    if (refusal.code === 'outdated') {
      queue.outdated(refusal.message);
      return true;
    }
    if (refusal.code === 'unauthenticated') {
      // Nothing is dropped: the person signs in, and they go.
      queue.link(false, { code: 'unauthenticated', message: refusal.message });
      return true;
    }
    if (refusal.code !== 'invalid') return true;
    // Too large together: by halves, down to the one that is at fault, which must not block those behind it.
    if (batch.length > 1) together = Math.ceil(batch.length / 2);
    else queue.answered(batch.map(({ id }) => ({ id, answer: refusal })));
    return false;
  }

  return {
    pump,
    lead(): void {
      leads = true;
      void pump();
    },
    stop(): void {
      leads = false;
    },
    /** Do not wait for the pause to end. */
    retry(): void {
      failures = 0;
      wake?.();
      void pump();
    },
  };
}
