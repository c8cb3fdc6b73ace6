import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { notFound } from '#lib/contract/refusal.ts';
import type { Hat } from '#lib/domain/people.ts';

type Loaded = { id: string; person_id: number; hat: string };
type Row = { id: string; hat: Hat };

/** Puts on another of one's own hats. Its event makes every node read this person's rights anew: sockets that showed what the
 *  new hat may not see are closed. */
export const wearHat = defineCommand<'session.wear', Loaded, Row>({
  name: 'session.wear',
  lock: (input) => `session:${input.publicId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, s.id, s.person_id, s.hat from ${askedRows(tx, asked)}
    join session s on s.school_id = ${schoolId} and s.public_id = q."publicId"`,
  permission: (_, session) => ({ action: 'session.wear', subject: { personId: session.person_id } }),
  decide({ publicId, hat }, session, { actor }) {
    if (!actor.hats.includes(hat)) return notFound();
    if (session.hat === hat) return { ok: true, unchanged: true };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'rights.changed', data: { personId: session.person_id } },
          object: `hat:${publicId}`,
          base: 0,
          version: 0,
          before: session.hat,
        },
      ],
      row: { id: session.id, hat },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update session s set hat = r.hat from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id text, hat text)
      where s.school_id = ${schoolId} and s.id = r.id`,
  ],
});
