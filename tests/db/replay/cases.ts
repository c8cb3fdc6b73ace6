import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import type { Who, World } from '#tests/support/school.ts';

export type Case<N extends CommandName> = {
  title: string;
  who: Who;
  input: CommandInput<N> | ((world: World) => Promise<CommandInput<N>>);
  base?: number;
  /** Watchers whose view cannot know what the event means: they are told to read anew. */
  stale?: string[];
};
/** A command without cases does not compile. */
export type Cases = { [N in CommandName]: Case<N>[] };
