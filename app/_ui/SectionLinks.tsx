'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { currentHref, type Section } from '#app/_ui/sections.ts';

/** A parent who has chosen a child keeps it from section to section. */
export function useSectionHref(): (href: string) => string {
  const child = useSearchParams().get('child');
  return (href) => (child && /^\d+$/.test(child) ? `${href}?child=${child}` : href);
}

export function SectionLinks({ sections }: { sections: Section[] }) {
  const pathname = usePathname();
  const hrefOf = useSectionHref();
  const current = currentHref(sections, pathname);
  return (
    <nav aria-label="Разделы">
      {sections.map((section) => (
        <Link
          key={section.href}
          href={hrefOf(section.href)}
          prefetch={false}
          aria-current={section.href === current ? 'page' : undefined}
        >
          {section.label}
        </Link>
      ))}
    </nav>
  );
}
