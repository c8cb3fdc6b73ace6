import { defineCommand } from '#db/commands/command.ts';

type Loaded = { id: string; person_id: number };

/** «Завершить»: ends one of one's own sessions. Its sockets close on every node when the event arrives there. */
export const endSession = defineCommand<'session.end', Loaded>({
  name: 'session.end',
  lock: (input) => -input.publicId,
  load: (tx, input, { schoolId }) => tx<Loaded[]>`
    select id, person_id from session where school_id = ${schoolId} and public_id = ${input.publicId}`,
  permission: (_, session) => ({ action: 'session.end', subject: { personId: session.person_id } }),
  decide(input, session, { schoolId }) {
    return {
      ok: true,
      changes: [
        {
          event: { name: 'session.ended', data: { publicId: input.publicId, personId: session.person_id } },
          object: `session:${input.publicId}`,
          base: 0,
          version: 1,
          before: null,
        },
      ],
      write: (tx) => [tx`delete from session where school_id = ${schoolId} and id = ${session.id}`],
    };
  },
});
