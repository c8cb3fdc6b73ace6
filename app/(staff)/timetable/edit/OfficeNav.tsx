import Link from 'next/link';

const TABS = [
  { href: '/timetable/edit', label: 'Расписания' },
  { href: '/timetable/edit/bells', label: 'Звонки' },
  { href: '/timetable/edit/approvals', label: 'Утверждения' },
  { href: '/timetable/edit/load', label: 'Нагрузка' },
] as const;
export type OfficeTab = (typeof TABS)[number]['href'];

/** The parts of the timetable's office; each has an address of its own. */
export function OfficeNav({ current }: { current: OfficeTab }) {
  return (
    <nav aria-label="Редактор расписания" className="segmented">
      {TABS.map(({ href, label }) => (
        <Link key={href} href={href} prefetch={false} aria-current={href === current ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
