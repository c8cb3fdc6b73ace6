import { type Sql, sql } from '#db/sql.ts';
import { HATS, type Hat } from '#lib/domain/people.ts';
import type { Actor } from '#lib/policy.ts';

export type OwnSession = {
  publicId: number;
  createdAt: string;
  seenAt: string;
  device: string;
  address: string;
  current: boolean;
  hat: Hat;
};

/** «Мои входы»: where this person is signed in, newest first. Only his own. */
export async function ownSessions(actor: Actor, db: Sql = sql()): Promise<OwnSession[]> {
  const rows = await db<
    { id: string; public_id: number; created_at: Date; seen_at: Date; device: string; address: string; hat: string }[]
  >`
    select id, public_id, created_at, seen_at, device, address, hat from session
    where school_id = ${actor.schoolId} and person_id = ${actor.personId} and expires_at > now()
    order by seen_at desc, public_id desc limit 200`;
  return rows.map((r) => ({
    publicId: r.public_id,
    createdAt: r.created_at.toISOString(),
    seenAt: r.seen_at.toISOString(),
    device: r.device,
    address: r.address,
    current: r.id === actor.sessionId,
    hat: HATS.find((h) => h === r.hat) ?? actor.hat,
  }));
}
