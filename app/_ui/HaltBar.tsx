'use client';

import { useQueue } from '#app/_live/useQueue.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { plural } from '#lib/domain/people.ts';

/** The program is newer than this page: says so, and that nothing is lost. */
export function HaltBar({ personId }: { personId: number }) {
  const { state } = useQueue(personId);
  const { halted, pending } = state;
  if (halted?.code !== 'outdated') return null;
  const count = pending.length;
  const kept =
    count === 0
      ? ''
      : ` ${count} ${plural(count, 'запись хранится', 'записи хранятся', 'записей хранится')} на этом устройстве.`;
  return (
    <div role="alert" className="haltbar">
      <Icon name="warning" />
      <span>
        {halted.message}
        {kept}
      </span>
      <button type="button" className="btn small" onClick={() => window.location.reload()}>
        Обновить страницу
      </button>
    </div>
  );
}
