import Link from 'next/link';
import { QueueBadge } from '#app/_ui/QueueBadge.tsx';
import { SectionLinks } from '#app/_ui/SectionLinks.tsx';
import { menuPersonOf, sectionsOf } from '#app/_ui/sections.ts';
import { UserMenu } from '#app/_ui/UserMenu.tsx';
import { type Actor, landingOf } from '#lib/policy.ts';

export function TopBar({ actor }: { actor: Actor }) {
  return (
    <header className="topbar">
      <Link className="brand hover:no-underline" href={landingOf(actor)} prefetch={false}>
        Звонок
      </Link>
      <SectionLinks sections={sectionsOf(actor)} />
      <div className="ml-auto flex items-center gap-2">
        <QueueBadge personId={actor.personId} />
        <UserMenu person={menuPersonOf(actor)} />
      </div>
    </header>
  );
}
