import type { Metadata } from 'next';
import { requireActor } from '#app/_session/actor.ts';
import { Frame } from '#app/_ui/Frame.tsx';
import { deviceName } from '#app/sessions/deviceName.ts';
import { SessionList } from '#app/sessions/SessionList.tsx';
import { ownSessions } from '#db/queries/ownSessions.ts';
import { HAT_LABELS } from '#lib/domain/people.ts';
import { dayFull, dayIn, timeIn } from '#lib/domain/time.ts';

export const metadata: Metadata = { title: 'Мои входы' };

export default async function SessionsPage() {
  const actor = await requireActor();
  const sessions = await ownSessions(actor);
  const { tz } = actor.school;
  const moment = (instant: string) => `${dayFull(dayIn(instant, tz))}, ${timeIn(instant, tz)}`;
  return (
    <Frame actor={actor}>
      <main className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto grid max-w-2xl gap-3 p-4">
          <h1 className="font-semibold text-title">Мои входы</h1>
          <p className="text-ink-2">
            Все устройства, на которых открыт журнал или дневник под вашим логином. Если вход вам незнаком, завершите
            его и попросите новую карточку доступа.
          </p>
          <SessionList
            sessions={sessions.map((session) => ({
              publicId: session.publicId,
              device: deviceName(session.device),
              // An IPv4 guest of an IPv6 socket: the prefix says nothing to a person.
              address: session.address.replace(/^::ffff:/, ''),
              role: HAT_LABELS[session.hat],
              since: moment(session.createdAt),
              seen: moment(session.seenAt),
              current: session.current,
            }))}
          />
        </div>
      </main>
    </Frame>
  );
}
