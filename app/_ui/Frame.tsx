import type { ReactNode } from 'react';
import { DemoBanner } from '#app/_ui/DemoBanner.tsx';
import { Device } from '#app/_ui/Device.tsx';
import { HaltBar } from '#app/_ui/HaltBar.tsx';
import { ScreenLock } from '#app/_ui/ScreenLock.tsx';
import { hasFamilyFrame, menuPersonOf, sectionsOf, sessionName } from '#app/_ui/sections.ts';
import { TabBar } from '#app/_ui/TabBar.tsx';
import { TopBar } from '#app/_ui/TopBar.tsx';
import { env } from '#db/env.ts';
import type { Actor } from '#lib/policy.ts';

/** Bars around a screen. Staff: the frame is as high as the window and panes scroll inside it. Families: the page scrolls,
 *  and on a phone the sections lie below. A screen brings its own main. */
export function Frame({ actor, children }: { actor: Actor; children: ReactNode }) {
  const demo = actor.school.kind === 'demo';
  const banner = demo ? <DemoBanner /> : null;
  const family = hasFamilyFrame(actor);
  const session = sessionName(actor);
  const person = menuPersonOf(actor);
  const device = <Device owner={{ session, family, person, sections: sectionsOf(actor), demo }} worker={!env().dev} />;
  if (!family) {
    return (
      <ScreenLock session={session} person={person}>
        {device}
        <div className="flex h-dvh flex-col">
          {banner}
          <TopBar actor={actor} />
          <HaltBar personId={actor.personId} />
          <div className="flex min-h-0 flex-1 flex-col">{children}</div>
        </div>
      </ScreenLock>
    );
  }
  return (
    <div className="flex min-h-dvh flex-col text-body">
      {device}
      {banner}
      <div className="text-base max-md:hidden">
        <TopBar actor={actor} />
      </div>
      <HaltBar personId={actor.personId} />
      <div className="flex flex-1 flex-col">{children}</div>
      <TabBar sections={sectionsOf(actor)} person={person} />
    </div>
  );
}
