'use client';

import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { Tick } from '#app/(family)/_parts/Tasks.tsx';
import type { DiaryView } from '#lib/contract/diaryViews.ts';

/** «Сделано» of a family's page, and what the server had to say against it: a conflict is not in the status line's
 *  refusals, so it is told where the tick was made. */
export function useTick(live: LiveView<DiaryView>): {
  tick(tick: Tick): Promise<void>;
  message: string | null;
  dismiss(): void;
} {
  const [conflict, setConflict] = useState<string | null>(null);
  const refusal = live.status.state === 'refused' ? live.status.message : null;
  return {
    async tick({ base, ...input }) {
      const answer = await live.send({ name: 'homework.tick', input, base });
      if (!answer.ok && answer.code === 'conflict') setConflict(answer.message);
    },
    message: refusal ?? conflict,
    dismiss: refusal === null ? () => setConflict(null) : live.dismissRefusal,
  };
}
