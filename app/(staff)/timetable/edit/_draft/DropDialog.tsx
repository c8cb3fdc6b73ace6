import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { DraftView } from '#lib/contract/draftViews.ts';

/** «Удалить черновик»: nothing that holds is touched. */
export function DropDialog({ live, onDone, onClose }: { live: LiveView<DraftView>; onDone(): void; onClose(): void }) {
  const [problem, setProblem] = useState<string | null>(null);
  async function drop() {
    const answer = await live.send({ name: 'draft.drop', input: { versionId: live.view.version.id } });
    if (answer.ok) onDone();
    else setProblem(answer.message);
  }
  return (
    <Dialog title="Удалить черновик?" onClose={onClose}>
      <div className="mt-2 grid gap-3">
        <p>Всё, что расставлено в нём, пропадёт у всех составителей. Действующее расписание не изменится.</p>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="button" className="btn danger solid" onClick={drop}>
            Удалить черновик
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
        </div>
      </div>
    </Dialog>
  );
}
