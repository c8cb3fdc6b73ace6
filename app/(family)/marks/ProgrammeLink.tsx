import Link from 'next/link';
import { Icon } from '#app/_ui/Icon.tsx';

/** To what has been passed and what comes: of the year, or of one subject. */
export const ProgrammeLink = ({ href, label }: { href: string; label: string }) => (
  <Link
    href={href}
    prefetch={false}
    className="mt-3 flex h-11 items-center gap-2 rounded-card border border-line bg-surface px-3 text-base text-ink hover:bg-hover hover:no-underline"
  >
    <span className="grow">{label}</span>
    <Icon name="right" />
  </Link>
);
