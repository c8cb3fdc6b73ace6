'use client';

import { rememberedPlace } from '#app/_ui/screenLock.ts';
import type { MenuPerson } from '#app/_ui/sections.ts';
import { UnlockForm } from '#app/_ui/UnlockForm.tsx';

export function Unlocking({ person, home }: { person: MenuPerson; home: string }) {
  return (
    <main className="lockcover">
      <UnlockForm person={person} onUnlocked={() => window.location.assign(rememberedPlace() ?? home)} />
    </main>
  );
}
