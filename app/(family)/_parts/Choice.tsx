import Link from 'next/link';

/** A few equal choices that are places: each is a link, so that «back» and a bookmark know which was chosen. */
export function Choice({
  label,
  options,
}: {
  label: string;
  options: readonly { key: number; text: string; words: string; href: string; current: boolean }[];
}) {
  return (
    <nav aria-label={label} className="segmented max-md:text-base">
      {options.map(({ key, text, words, href, current }) => (
        <Link
          key={key}
          href={href}
          prefetch={false}
          aria-current={current ? 'true' : undefined}
          className={`hover:no-underline max-md:!h-9 ${current ? 'bg-accent-soft font-semibold !text-accent' : 'hover:bg-hover'}`}
        >
          {text === words ? (
            text
          ) : (
            <>
              <span aria-hidden="true">{text}</span>
              <span className="sr-only">{words}</span>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}
