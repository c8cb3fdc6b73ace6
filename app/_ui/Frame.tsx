import type { ReactNode } from 'react';
import { DemoBanner } from '#app/_ui/DemoBanner.tsx';
import { hasFamilyFrame, menuPersonOf, sectionsOf } from '#app/_ui/sections.ts';
import { TabBar } from '#app/_ui/TabBar.tsx';
import { TopBar } from '#app/_ui/TopBar.tsx';
import type { Actor } from '#lib/policy.ts';

/** Bars around a screen. Staff: the frame is as high as the window and panes scroll inside it. Families: the page scrolls,
 *  and on a phone the sections lie below. A screen brings its own main. */
export function Frame({ actor, children }: { actor: Actor; children: ReactNode }) {
  const banner = actor.school.kind === 'demo' ? <DemoBanner /> : null;
  if (!hasFamilyFrame(actor)) {
    return (
      <div className="flex h-dvh flex-col">
        {banner}
        <TopBar actor={actor} />
        <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      </div>
    );
  }
  return (
    <div className="flex min-h-dvh flex-col text-body">
      {banner}
      <div className="text-base max-md:hidden">
        <TopBar actor={actor} />
      </div>
      <div className="flex flex-1 flex-col">{children}</div>
      <TabBar sections={sectionsOf(actor)} person={menuPersonOf(actor)} />
    </div>
  );
}
