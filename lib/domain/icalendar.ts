/** iCalendar (RFC 5545): the text that calendar programs subscribe to. Times are UTC: every lesson is an event of its own
 *  without recurrence, so an instant says all, and no description of a zone can go wrong. */

export type CalendarEvent = {
  /** Stable over all readings and changes. */
  uid: string;
  /** ISO instants. */
  starts: string;
  ends: string;
  /** When it last changed. */
  stamp: string;
  /** Rises with every change. */
  sequence: number;
  cancelled: boolean;
  summary: string;
  location: string;
  description: string;
};

/** Octets of a line, its end not counted (RFC 5545 3.1). */
const LINE = 75;
/** How soon a program should look again: a substitution of tomorrow must be there in the evening. */
const REFRESH = 'PT1H';

export function calendarText(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Zvonok//Timetable//RU',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...(events.length > 0 ? events.flatMap(eventLines) : NOTHING),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A calendar must hold at least one component (RFC 5545 3.6); in the holidays there is no lesson to be it. */
const NOTHING = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const eventLines = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${escapeText(event.uid)}`,
  `DTSTAMP:${utc(event.stamp)}`,
  `DTSTART:${utc(event.starts)}`,
  `DTEND:${utc(event.ends)}`,
  `SEQUENCE:${event.sequence}`,
  `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  `SUMMARY:${escapeText(event.summary)}`,
  ...(event.location ? [`LOCATION:${escapeText(event.location)}`] : []),
  ...(event.description ? [`DESCRIPTION:${escapeText(event.description)}`] : []),
  'END:VEVENT',
];

/** «20261202T083500Z». */
const utc = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** TEXT of RFC 5545 3.3.11. Control characters other than a line's end may not stand there at all. */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get into the text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

const octets = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Cuts a line into pieces of at most 75 octets, never inside a character; each further one begins with a space. */
export function fold(line: string): string {
  let folded = '';
  let length = 0;
  for (const char of line) {
    const size = octets(char);
    if (length + size > LINE) {
      folded += '\r\n ';
      // The space counts too.
      length = 1;
    }
    folded += char;
    length += size;
  }
  return folded;
}
