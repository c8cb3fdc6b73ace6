'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { AccountMenu } from '#app/_ui/AccountMenu.tsx';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { Icon, type IconName } from '#app/_ui/Icon.tsx';
import { useSectionHref } from '#app/_ui/SectionLinks.tsx';
import { currentHref, type MenuPerson, type Section } from '#app/_ui/sections.ts';

const ICONS: Record<string, IconName> = {
  '/day': 'home',
  '/diary': 'book',
  '/marks': 'bars',
  '/homework': 'list',
};
const TAB = 'flex flex-col items-center justify-center gap-0.5 text-caption hover:no-underline';

/** The family's sections under the thumb, five with «Ещё», which has the others and the person's own things. */
export function TabBar({ sections, person }: { sections: Section[]; person: MenuPerson }) {
  const pathname = usePathname();
  const hrefOf = useSectionHref();
  const [more, setMore] = useState(false);
  const others = sections.filter((section) => section.more);
  const open = currentHref(sections, pathname);
  const inMore = others.some((section) => section.href === open);
  return (
    <nav
      aria-label="Разделы"
      className="sticky bottom-0 z-10 grid auto-cols-fr grid-flow-col border-line-2 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {sections
        .filter((section) => !section.more)
        .map((section) => {
          const current = section.href === open;
          return (
            <Link
              key={section.href}
              href={hrefOf(section.href)}
              prefetch={false}
              aria-current={current ? 'page' : undefined}
              className={`${TAB} h-14 ${current ? 'font-semibold text-accent' : 'text-ink-3'}`}
            >
              <Icon name={ICONS[section.href] ?? 'right'} size="large" />
              {section.short ? (
                <>
                  {section.short}
                  <span className="sr-only"> ({section.label})</span>
                </>
              ) : (
                section.label
              )}
            </Link>
          );
        })}
      <button
        type="button"
        className={`${TAB} h-14 ${inMore ? 'font-semibold text-accent' : 'text-ink-3'}`}
        aria-haspopup="dialog"
        onClick={() => setMore(true)}
      >
        <Icon name="more" size="large" />
        Ещё
      </button>
      {more ? (
        <Dialog title="Ещё" onClose={() => setMore(false)}>
          {others.length > 0 ? (
            <ul aria-label="Другие разделы" className="mb-2 border-line border-b pb-1">
              {others.map((section) => (
                <li key={section.href}>
                  <Link
                    href={hrefOf(section.href)}
                    prefetch={false}
                    aria-current={section.href === open ? 'page' : undefined}
                    className="flex h-row-touch items-center rounded-control px-2 text-ink hover:bg-hover hover:no-underline aria-[current]:font-semibold aria-[current]:text-accent"
                    onClick={() => setMore(false)}
                  >
                    {section.label}
                  </Link>
                </li>
              ))}
            </ul>
          ) : null}
          <AccountMenu person={person} onLeave={() => setMore(false)} />
        </Dialog>
      ) : null}
    </nav>
  );
}
