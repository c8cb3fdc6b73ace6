import { type KeyboardEvent, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { parseLink } from '#lib/contract/links.ts';
import { type HomeworkLink, LINKS_IN_HOMEWORK } from '#lib/domain/records.ts';

const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

/** Links of the homework: the family opens them from the diary. */
export function HomeworkLinks({
  links,
  off,
  onChange,
}: {
  links: readonly HomeworkLink[];
  off: boolean;
  onChange(links: HomeworkLink[]): void;
}) {
  const [adding, setAdding] = useState(false);
  const [url, setUrl] = useState('');
  const [title, setTitle] = useState('');
  const [wrong, setWrong] = useState(false);
  function add() {
    const parsed = parseLink(url);
    setWrong(parsed === null);
    if (parsed === null) return;
    onChange([...links, { url: parsed, title: title.trim() || null }]);
    setUrl('');
    setTitle('');
    setAdding(false);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setAdding(false);
    }
  }
  return (
    <>
      {links.length > 0 && (
        <ul className="text-small">
          {links.map((link, i) => (
            <li key={link.url} className="flex items-center gap-1">
              <a
                className="min-w-0 overflow-hidden text-ellipsis whitespace-nowrap"
                href={link.url}
                target="_blank"
                rel="noopener noreferrer"
                title={link.url}
              >
                {link.title ?? hostOf(link.url)}
              </a>
              {!off && (
                <button
                  type="button"
                  className="btn quiet tiny ml-auto"
                  aria-label={`Убрать ссылку ${link.title ?? hostOf(link.url)}`}
                  onClick={() => onChange(links.filter((_, other) => other !== i))}
                >
                  <Icon name="close" size="small" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!off && links.length < LINKS_IN_HOMEWORK && !adding && (
        <button type="button" className="link text-small" onClick={() => setAdding(true)}>
          + ссылка
        </button>
      )}
      {adding && (
        <div className="mt-1 grid gap-1">
          <input
            className="field"
            aria-label="Адрес ссылки"
            aria-invalid={wrong || undefined}
            placeholder="https://…"
            maxLength={500}
            // biome-ignore lint/a11y/noAutofocus: it has just been asked for
            autoFocus
            value={url}
            onChange={(event) => setUrl(event.target.value)}
            onKeyDown={onKey}
          />
          <input
            className="field"
            aria-label="Название ссылки"
            placeholder="Название, если нужно"
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            onKeyDown={onKey}
          />
          {wrong && (
            <p role="alert" className="text-bad text-caption">
              Это не похоже на адрес страницы: он начинается с https://.
            </p>
          )}
          <span className="flex gap-1">
            <button type="button" className="btn small" onClick={add}>
              Добавить
            </button>
            <button type="button" className="btn quiet small" onClick={() => setAdding(false)}>
              Не нужно
            </button>
          </span>
        </div>
      )}
    </>
  );
}
