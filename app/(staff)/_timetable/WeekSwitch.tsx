import Link from 'next/link';
import { Icon } from '#app/_ui/Icon.tsx';
import { addDays, mondayOf } from '#lib/domain/time.ts';

/** ‹ эта неделя · следующая ›. Every week has an address. */
export function WeekSwitch({ week, today, hrefOf }: { week: string; today: string; hrefOf(week: string): string }) {
  const current = mondayOf(today);
  const next = addDays(current, 7);
  const named = (monday: string, text: string) => (
    <Link href={hrefOf(monday)} prefetch={false} aria-current={monday === week ? 'true' : undefined}>
      {text}
    </Link>
  );
  return (
    <nav className="segmented" aria-label="Неделя">
      <Link href={hrefOf(addDays(week, -7))} prefetch={false} aria-label="Предыдущая неделя">
        <Icon name="left" size="small" />
      </Link>
      {named(current, 'Эта неделя')}
      {named(next, 'Следующая')}
      <Link href={hrefOf(addDays(week, 7))} prefetch={false} aria-label="Неделей позже">
        <Icon name="right" size="small" />
      </Link>
    </nav>
  );
}
