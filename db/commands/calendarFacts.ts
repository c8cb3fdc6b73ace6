import { type Asked, askedRows, type Change, type CommandContext } from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';

/** What both commands about a calendar's address know of it. */
export type FeedLoaded = { active: boolean; version: number };

/** There is always a row to decide on: the first address has version 0 before it. */
export const loadFeeds = (
  tx: Asker,
  asked: readonly Asked<'calendar.issue'>[] | readonly Asked<'calendar.revoke'>[],
  schoolId: number,
) => tx<(FeedLoaded & { n: number })[]>`
  select q.n, f.token_hash is not null as active, coalesce(f.version, 0) as version
  from ${askedRows<'calendar.issue' | 'calendar.revoke'>(tx, asked)}
  left join calendar_feed f on f.school_id = ${schoolId} and f.person_id = q."personId"
    and f.student_id is not distinct from q."studentId"`;

/** The change that both make. History and event say that there is an address, and never which. */
export function calendarChange(
  studentId: number | null,
  { active: before, version }: FeedLoaded,
  active: boolean,
  { actor: { personId }, base }: CommandContext,
): Refusal | { ok: true; changes: [Change] } {
  if (base !== version)
    return refuse('conflict', 'Адрес уже изменили на другом устройстве.', { current: { value: before, version } });
  const v = version + 1;
  return {
    ok: true,
    changes: [
      {
        event: { name: 'calendar.changed', data: { personId, studentId, active, v } },
        object: `calendar:${personId}:${studentId ?? 0}`,
        base: version,
        version: v,
        before,
      },
    ],
  };
}
