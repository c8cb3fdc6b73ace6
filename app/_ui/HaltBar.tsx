'use client';

import { useQueue } from '#app/_live/useQueue.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { plural } from '#lib/domain/people.ts';

/** Sending has stopped until the person reloads the page or signs in again: says so, and that nothing is lost. */
export function HaltBar({ personId }: { personId: number }) {
  const { state } = useQueue(personId);
  const { halted, pending } = state;
  if (!halted) return null;
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
      {halted.code === 'outdated' ? (
        <button type="button" className="btn small" onClick={() => window.location.reload()}>
          Обновить страницу
        </button>
      ) : (
        <a className="btn small" href="/login">
          Войти снова
        </a>
      )}
    </div>
  );
}
