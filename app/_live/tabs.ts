import type { Halt } from '#app/_live/commandQueue.ts';
import type { Kept } from '#app/_live/outbox.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';

/** What tabs of one person tell each other. */
type Word =
  | { kind: 'add'; commands: readonly Kept[] }
  | { kind: 'settled'; answers: readonly { id: string; answer: CommandAnswer }[] }
  | { kind: 'link'; lost: boolean; halted: Halt | null }
  | { kind: 'wake' }
  | { kind: 'closed'; ids: readonly string[] }
  | { kind: 'cleared' }
  | { kind: 'dropped' };
type Ears = {
  add(commands: readonly Kept[]): void;
  settled(answers: readonly { id: string; answer: CommandAnswer }[]): void;
  link(lost: boolean, halted: Halt | null): void;
  wake(): void;
  closed(ids: readonly string[]): void;
  cleared(): void;
  dropped(): void;
  /** This tab is the one that sends from now on. */
  lead(): void;
};

/** One tab of a person sends for all: whoever holds the lock. It frees itself when its tab closes or crashes, and the
 *  next takes over; a browser puts no tab to sleep that holds one. */
export function joinTabs(name: string, ears: Ears) {
  const channel = new BroadcastChannel(name);
  // Both ends are this very program, or an older build of it in another tab: words it does not know are passed over.
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    switch (data.kind) {
      case 'add':
        return ears.add(data.commands);
      case 'settled':
        return ears.settled(data.answers);
      case 'link':
        return ears.link(data.lost, data.halted);
      case 'wake':
        return ears.wake();
      case 'closed':
        return ears.closed(data.ids);
      case 'cleared':
        return ears.cleared();
      case 'dropped':
        return ears.dropped();
    }
  };
  let resign: () => void = () => undefined;
  void navigator.locks.request(name, () => {
    // Not in this turn: whoever asked for the lock is still being set up.
    queueMicrotask(ears.lead);
    return new Promise<void>((free) => {
      resign = free;
    });
  });
  return {
    /** Gives the sending to another tab, for good. */
    resign: () => resign(),
    tell: (word: Word): void => channel.postMessage(word),
  };
}
