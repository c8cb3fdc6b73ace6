'use client';

import { useEffect, useState } from 'react';
import { forgetViews } from '#app/_live/keptViews.ts';
import { discardUnsent, forgetReports, unsentByPerson } from '#app/_live/outbox.ts';
import { plural } from '#lib/domain/people.ts';

/** Nobody is signed in here: no view stays on the device. What was typed and not sent stays, unseen, until its person signs
 *  in again or somebody gives it up knowingly. Nobody is named: this page is everybody's. */
export function LeftHere() {
  const [counts, setCounts] = useState<number[]>([]);
  const [sure, setSure] = useState(false);
  useEffect(() => {
    void forgetViews();
    Promise.all([unsentByPerson(), forgetReports()]).then(
      ([found]) => setCounts([...found.values()]),
      // No IndexedDB in this browser: nothing could be left in it.
      () => setCounts([]),
    );
  }, []);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const records = `${total} ${plural(total, 'неотправленная запись', 'неотправленные записи', 'неотправленных записей')}`;
  return (
    <section aria-label="Неотправленное" className="grid gap-2 rounded-card bg-warn-soft p-3 text-base text-warn">
      <p>
        На этом устройстве {plural(total, 'осталась', 'остались', 'осталось')} {records}
        {counts.length > 1 ? ` (людей: ${counts.length})` : ''}. Отправить может только тот, кто вводил: после его входа
        всё уйдёт само. Если его доступ закрыт, в журнал это не попадёт.
      </p>
      {sure ? (
        <div className="flex flex-wrap gap-2">
          <button type="button" className="btn danger solid" onClick={() => discardUnsent().then(() => setCounts([]))}>
            Удалить безвозвратно
          </button>
          <button type="button" className="btn" onClick={() => setSure(false)}>
            Оставить
          </button>
        </div>
      ) : (
        <button type="button" className="btn justify-self-start" onClick={() => setSure(true)}>
          Удалить…
        </button>
      )}
    </section>
  );
}
