import Link from 'next/link';
import './plansNav.css';

const TABS = {
  plans: { href: '/plans', label: 'КТП' },
  programme: { href: '/plans/programme', label: 'Выполнение программы' },
  class: { href: '/plans/class', label: 'План с классом' },
} as const;
export type PlansTab = keyof typeof TABS;

/** The parts of «КТП» that this person can open; each has an address of its own. */
export function PlansNav({ current, tabs }: { current: PlansTab; tabs: readonly PlansTab[] }) {
  if (tabs.length < 2) return null;
  return (
    <nav aria-label="КТП" className="segmented plansnav">
      {tabs.map((tab) => (
        <Link key={tab} href={TABS[tab].href} prefetch={false} aria-current={tab === current ? 'page' : undefined}>
          {TABS[tab].label}
        </Link>
      ))}
    </nav>
  );
}
