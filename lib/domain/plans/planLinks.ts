/** Digital resources of a row: an address on each line, its name may stand before it. */

export type PlanLink = { url: string; title: string };

/** Addresses of the web alone: a plan comes from files and the clipboard, and «javascript:» must never become a link. */
export function linksOf(text: string): PlanLink[] {
  return text.split('\n').flatMap((line) => {
    const match = /https?:\/\/[^\s<>"]+/i.exec(line);
    if (!match) return [];
    const address = match[0].replace(/[.,;)]+$/, '');
    if (!URL.canParse(address)) return [];
    const { href, protocol, hostname } = new URL(address);
    if (protocol !== 'https:' && protocol !== 'http:') return [];
    const title = line
      .slice(0, match.index)
      .replace(/[\s:—–-]+$/, '')
      .trim();
    return [{ url: href, title: title || hostname.replace(/^www\./, '') }];
  });
}
