import * as z from 'zod/mini';
import { storable } from '#lib/contract/storable.ts';
import { LINKS_IN_HOMEWORK } from '#lib/domain/records.ts';

/** A name with a top domain, which may be a Russian one («xn--p1ai»); no bare number: those are machines of somebody's network. */
const HOST = /^(?:[a-z0-9-]+\.)+(?=[^.]*[a-z])[a-z0-9-]{2,}$/i;
/** Addresses of the web only: «javascript:» and the like would run in the family's browser. */
const linkSchema = z.strictObject({
  url: storable(z.url({ protocol: /^https?$/, hostname: HOST }).check(z.maxLength(500))),
  title: z.nullable(storable(z.string().check(z.maxLength(120)))),
});
export const linksSchema = z.array(linkSchema).check(z.maxLength(LINKS_IN_HOMEWORK));

/** What a person typed as a link; null when it is none. «school.ru/book» is meant as https. */
export function parseLink(text: string): string | null {
  const typed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  return linkSchema.safeParse({ url: whole, title: null }).success ? whole : null;
}
