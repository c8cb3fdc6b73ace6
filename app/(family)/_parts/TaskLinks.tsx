import type { HomeworkLink } from '#lib/domain/records.ts';

const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

/** Links of a homework. They lead out of the diary, into a page of their own that learns nothing of where from. */
export function TaskLinks({ links, look }: { links: readonly HomeworkLink[]; look: 'list' | 'table' }) {
  if (links.length === 0) return null;
  const touch = look === 'list' ? 'min-h-row-touch py-2.5' : '';
  return (
    <span className={look === 'list' ? '-mt-1 block px-3 pb-1 pl-[2.625rem]' : 'block'}>
      {links.map((link) => (
        <a
          key={link.url}
          href={link.url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className={`block overflow-hidden text-ellipsis whitespace-nowrap ${touch}`}
        >
          {link.title ?? hostOf(link.url)}
        </a>
      ))}
    </span>
  );
}
