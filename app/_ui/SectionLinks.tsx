'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useId, useRef } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { currentHref, type Section } from '#app/_ui/sections.ts';

/** A parent who has chosen a child keeps it from section to section. */
export function useSectionHref(): (href: string) => string {
  const child = useSearchParams().get('child');
  return (href) => (child && /^\d+$/.test(child) ? `${href}?child=${child}` : href);
}

/** The sections in the bar. Where it is too narrow for many of them, those of less daily use stand under «Ещё». */
export function SectionLinks({ sections }: { sections: Section[] }) {
  const pathname = usePathname();
  const hrefOf = useSectionHref();
  const current = currentHref(sections, pathname);
  const menuId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const more = sections.filter((section) => section.more);
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the section one has come to is kept in sight
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const link = ({ href, label, more }: Section) => (
    <Link
      key={href}
      href={hrefOf(href)}
      prefetch={false}
      className={more ? 'more' : undefined}
      aria-current={href === current ? 'page' : undefined}
    >
      {label}
    </Link>
  );
  return (
    <nav ref={nav} aria-label="Разделы">
      {sections.map(link)}
      {more.length > 0 && (
        <>
          <button
            ref={button}
            type="button"
            className="nav-more"
            popoverTarget={menuId}
            data-current={more.some(({ href }) => href === current) || undefined}
          >
            Ещё
            <Icon name="down" size="small" />
          </button>
          <div
            id={menuId}
            popover="auto"
            className="pop nav-pop"
            onBeforeToggle={({ currentTarget }) => {
              // It stands in the browser's top layer, which knows nothing of its button.
              currentTarget.style.left = `${button.current?.getBoundingClientRect().left ?? 0}px`;
            }}
          >
            {more.map(link)}
          </div>
        </>
      )}
    </nav>
  );
}
