'use client';

import type { ReactNode } from 'react';
import type { Owner } from '#app/_live/keptViews.ts';
import { DemoBanner } from '#app/_ui/DemoBanner.tsx';
import { Device } from '#app/_ui/Device.tsx';
import { HaltBar } from '#app/_ui/HaltBar.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { QueueBadge } from '#app/_ui/QueueBadge.tsx';
import { ScreenLock } from '#app/_ui/ScreenLock.tsx';
import { SectionLinks } from '#app/_ui/SectionLinks.tsx';
import { TabBar } from '#app/_ui/TabBar.tsx';
import { UserMenu } from '#app/_ui/UserMenu.tsx';

/** The bars of {@link Frame} from what the device knows of its person. `note` null: the connection is back. */
export function OfflineFrame({ owner, note, children }: { owner: Owner; note: string | null; children: ReactNode }) {
  const { person, sections, family, demo, session } = owner;
  const head = (
    <>
      <Device owner={owner} worker={false} />
      {demo ? <DemoBanner /> : null}
      <header className={`topbar ${family ? 'max-md:hidden' : ''}`}>
        <span className="brand">Звонок</span>
        <SectionLinks sections={sections} />
        <div className="ml-auto flex items-center gap-2">
          <QueueBadge personId={person.id} />
          <UserMenu person={person} />
        </div>
      </header>
      <HaltBar personId={person.id} />
      <div role="status">
        {note === null ? null : (
          <p className="haltbar justify-center">
            <Icon name="offline" size="small" />
            {note}
          </p>
        )}
      </div>
    </>
  );
  if (family)
    return (
      <div className="flex min-h-dvh flex-col text-body">
        {head}
        <div className="flex flex-1 flex-col">{children}</div>
        <TabBar sections={sections} person={person} />
      </div>
    );
  return (
    <ScreenLock session={session} person={person}>
      <div className="flex h-dvh flex-col">
        {head}
        <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      </div>
    </ScreenLock>
  );
}
