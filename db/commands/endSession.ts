import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';

type Loaded = { id: string; person_id: number };
type Row = { id: string };

/** «Завершить»: ends one of one's own sessions. Its sockets close on every node when the event arrives there. */
export const endSession = defineCommand<'session.end', Loaded, Row>({
  name: 'session.end',
  lock: (input) => `session:${input.publicId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, s.id, s.person_id from ${askedRows(tx, asked)}
    join session s on s.school_id = ${schoolId} and s.public_id = q."publicId"`,
  permission: (_, session) => ({ action: 'session.end', subject: { personId: session.person_id } }),
  decide(input, session) {
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
      row: { id: session.id },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`delete from session s using jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id text)
      where s.school_id = ${schoolId} and s.id = r.id`,
  ],
});
