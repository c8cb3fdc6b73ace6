import { type FileRef, sizeText } from '#lib/domain/files.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';

const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

/** Links and files of a homework. Links lead out of the diary, into a page that learns nothing of where from. */
export function TaskLinks({
  links,
  files,
  look,
}: {
  links: readonly HomeworkLink[];
  files: readonly FileRef[];
  look: 'list' | 'table';
}) {
  if (links.length + files.length === 0) return null;
  const row = `block overflow-hidden text-ellipsis whitespace-nowrap ${look === 'list' ? 'min-h-row-touch py-2.5' : ''}`;
  return (
    <span className={look === 'list' ? '-mt-1 block px-3 pb-1 pl-[2.625rem]' : 'block'}>
      {links.map((link) => (
        <a key={link.url} href={link.url} target="_blank" rel="noopener noreferrer nofollow" className={row}>
          {link.title ?? hostOf(link.url)}
        </a>
      ))}
      {files.map((file) => (
        <a key={file.id} href={`/api/files?id=${file.id}`} download={file.name} className={row}>
          {file.name} <span className="text-caption text-ink-3">{sizeText(file.size)}</span>
        </a>
      ))}
    </span>
  );
}
