/** A strict reading of RFC 5545, written from the standard and from nothing of the product: it takes what a calendar program
 *  must take, and throws at everything the standard forbids in what we write. */

export type Property = { name: string; params: Map<string, string>; value: string };
export type Component = { name: string; properties: Property[]; components: Component[] };

/** 3.1: lines end with CRLF, are at most 75 octets, and a line that begins with a space or a tab goes on the one before.
 *  Cut anywhere, each piece must still be UTF-8 of its own. */
function unfold(bytes: Uint8Array): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 13 && bytes[end] !== 10) end += 1;
    if (bytes[end] !== 13 || bytes[end + 1] !== 10) throw new Error(`line ${lines.length + 1} does not end with CRLF`);
    const raw = bytes.subarray(at, end);
    if (raw.length > 75) throw new Error(`a line of ${raw.length} octets`);
    if (raw.length === 0) throw new Error('an empty line');
    const text = decoder.decode(raw);
    if (text.startsWith(' ') || text.startsWith('\t')) {
      const last = lines.pop();
      if (last === undefined) throw new Error('the first line goes on from nothing');
      lines.push(last + text.slice(1));
    } else lines.push(text);
    at = end + 2;
  }
  return lines;
}

/** name *(";" param) ":" value */
function property(line: string): Property {
  const found = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
  if (!found) throw new Error(`not a content line: ${line}`);
  const [, name = '', params = '', value = ''] = found;
  // 3.1: no control character but a tab.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw new Error(`a control character in ${name}`);
  const parts = params
    .split(';')
    .filter(Boolean)
    .map((param): [string, string] => {
      const at = param.indexOf('=');
      return [param.slice(0, at), param.slice(at + 1).replace(/^"|"$/g, '')];
    });
  return { name, params: new Map(parts), value };
}

/** 3.3.11: every backslash escapes one of four, and no bare comma or semicolon stands in a text. */
export function textOf(value: string): string {
  if (/\\(?![\\;,nN])/.test(value.replace(/\\\\/g, ''))) throw new Error(`a bad escape in ${value}`);
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`a bare comma or semicolon in ${value}`);
  return value.replace(/\\([\\;,nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));
}

/** 3.3.5, form 2: an instant in UTC. */
export function instantOf(value: string): Date {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(value);
  if (!found) throw new Error(`not an instant in UTC: ${value}`);
  const [, year, month, day, hour, minute, second] = found;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant.getTime())) throw new Error(`no such instant: ${value}`);
  return instant;
}

const ONCE: Record<string, string[]> = {
  VCALENDAR: ['VERSION', 'PRODID'],
  VEVENT: ['UID', 'DTSTAMP', 'DTSTART'],
};
const AT_MOST_ONCE = ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'SEQUENCE', 'DTEND', 'CALSCALE', 'METHOD'];

function checked(component: Component): Component {
  const count = (name: string) => component.properties.filter((p) => p.name === name).length;
  for (const name of ONCE[component.name] ?? [])
    if (count(name) !== 1) throw new Error(`${component.name} has ${count(name)} ${name}`);
  for (const name of AT_MOST_ONCE) if (count(name) > 1) throw new Error(`${component.name} has ${name} twice`);
  return component;
}

/** The calendar of a stream that holds one. */
export function readCalendar(bytes: Uint8Array): Component {
  const open: Component[] = [];
  let whole: Component | null = null;
  for (const line of unfold(bytes)) {
    if (whole) throw new Error(`something behind the calendar: ${line}`);
    const { name, value, params } = property(line);
    if (name === 'BEGIN') open.push({ name: value, properties: [], components: [] });
    else if (name === 'END') {
      const closed = open.pop();
      if (closed?.name !== value) throw new Error(`END:${value} closes ${closed?.name ?? 'nothing'}`);
      const parent = open.at(-1);
      if (parent) parent.components.push(checked(closed));
      else whole = checked(closed);
    } else {
      const inside = open.at(-1);
      if (!inside) throw new Error(`${name} stands outside of everything`);
      inside.properties.push({ name, params, value });
    }
  }
  if (whole?.name !== 'VCALENDAR') throw new Error('no calendar');
  // 3.6: at least one component.
  if (whole.components.length === 0) throw new Error('a calendar without a component');
  if (propertyOf(whole, 'VERSION') !== '2.0') throw new Error('not version 2.0');
  return whole;
}

export const propertyOf = (component: Component, name: string): string | null =>
  component.properties.find((p) => p.name === name)?.value ?? null;

export type ReadEvent = {
  uid: string;
  starts: string;
  ends: string;
  stamp: string;
  sequence: number;
  status: string;
  summary: string;
  location: string;
  description: string;
};
/** The events of a calendar as a program shows them. */
export function eventsOf(calendar: Component): ReadEvent[] {
  const events = calendar.components.filter(({ name }) => name === 'VEVENT');
  const read = events.map((event): ReadEvent => {
    const text = (name: string) => textOf(propertyOf(event, name) ?? '');
    const instant = (name: string) => instantOf(propertyOf(event, name) ?? '').toISOString();
    return {
      ...{ uid: text('UID'), starts: instant('DTSTART'), ends: instant('DTEND'), stamp: instant('DTSTAMP') },
      ...{ sequence: Number(propertyOf(event, 'SEQUENCE')), status: text('STATUS') },
      ...{ summary: text('SUMMARY'), location: text('LOCATION'), description: text('DESCRIPTION') },
    };
  });
  if (new Set(read.map(({ uid }) => uid)).size !== read.length) throw new Error('one UID twice');
  return read;
}
