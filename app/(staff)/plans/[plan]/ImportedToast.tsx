'use client';

import { useParams, usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { sendCommand } from '#app/_live/sendCommands.ts';
import { idNumber } from '#lib/domain/ids.ts';

/** `?imported=12`: version 12 of the plan was imported just now; «Вернуть» brings back the one before it. It stays until it is
 *  answered: an import is too much to be taken for good after ten seconds. */
export function ImportedToast() {
  const router = useRouter();
  const path = usePathname();
  const { plan } = useParams<{ plan: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const number = idNumber(useSearchParams().get('imported'));
  const close = (): void => {
    setProblem(null);
    router.replace(path, { scroll: false });
  };
  async function takeBack(imported: number) {
    setBusy(true);
    const answer = await sendCommand({
      name: 'plan.restore',
      input: { planId: Number(plan), number: imported - 1 },
    });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.message);
    close();
    router.refresh();
  }
  return (
    <div role="status">
      {number === null ? null : (
        <div className="toast">
          <span>{problem ?? 'Импорт применён. План до него сохранён версией.'}</span>
          {problem === null && number > 1 && (
            <button type="button" disabled={busy} onClick={() => void takeBack(number)}>
              {busy ? 'Возвращается…' : 'Вернуть'}
            </button>
          )}
          <button type="button" onClick={close}>
            Понятно
          </button>
        </div>
      )}
    </div>
  );
}
