/** Files that go with homework: which are taken, how they are called, how a browser is told their name. */

/** What the family's phone shows of a file. Bytes. */
export type FileRef = { id: number; name: string; size: number };

/** A scan of some pages or a short presentation fits; a film does not. Bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024;
export const FILES_IN_LESSON = 5;
const NAME_LIMIT = 120;

type Kind = { mime: string; starts: readonly (readonly number[])[] };
const ZIP = [[0x50, 0x4b, 0x03, 0x04]];
const OLE = [[0xd0, 0xcf, 0x11, 0xe0]];
const office = (mime: string): Kind => ({ mime: `application/vnd.${mime}`, starts: ZIP });
const odf = (kind: string): Kind => office(`oasis.opendocument.${kind}`);
/** By the ending of the name. What a browser would run (HTML, SVG) and what hides others (archives) is not here. */
const KINDS: Record<string, Kind> = {
  pdf: { mime: 'application/pdf', starts: [[0x25, 0x50, 0x44, 0x46]] },
  doc: { mime: 'application/msword', starts: OLE },
  xls: { mime: 'application/vnd.ms-excel', starts: OLE },
  ppt: { mime: 'application/vnd.ms-powerpoint', starts: OLE },
  docx: office('openxmlformats-officedocument.wordprocessingml.document'),
  xlsx: office('openxmlformats-officedocument.spreadsheetml.sheet'),
  pptx: office('openxmlformats-officedocument.presentationml.presentation'),
  odt: odf('text'),
  ods: odf('spreadsheet'),
  odp: odf('presentation'),
  rtf: { mime: 'application/rtf', starts: [[0x7b, 0x5c, 0x72, 0x74, 0x66]] },
  txt: { mime: 'text/plain; charset=utf-8', starts: [] },
  png: { mime: 'image/png', starts: [[0x89, 0x50, 0x4e, 0x47]] },
  jpg: { mime: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] },
  jpeg: { mime: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] },
  webp: { mime: 'image/webp', starts: [[0x52, 0x49, 0x46, 0x46]] },
  mp3: {
    mime: 'audio/mpeg',
    starts: [
      [0x49, 0x44, 0x33],
      [0xff, 0xfb],
      [0xff, 0xf3],
    ],
  },
};
/** For the browser's own choice of files. */
export const FILE_ENDINGS = Object.keys(KINDS).map((ending) => `.${ending}`);
const endingOf = (name: string): string => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** A name without folders, controls, signs that turn the direction of writing, and what file systems refuse. */
export function tidyFileName(name: string): string {
  const bare = name
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = endingOf(bare);
  if (ending === '') return bare.slice(0, NAME_LIMIT);
  const stem = bare.slice(0, -ending.length - 1).slice(0, NAME_LIMIT - ending.length - 1);
  return `${stem || 'файл'}.${ending}`;
}

/** Why this file is not taken, as a sentence; else the type it is served as, which is ours and never the sender's. */
export function checkFile(
  name: string,
  bytes: Uint8Array,
): { ok: true; mime: string } | { ok: false; message: string } {
  const kind = KINDS[endingOf(name)];
  if (!kind)
    return {
      ok: false,
      message: 'Такой файл не прикрепить. Подходят документы, таблицы, презентации, PDF, картинки, MP3.',
    };
  if (bytes.length === 0) return { ok: false, message: 'Файл пустой.' };
  if (bytes.length > FILE_LIMIT) return { ok: false, message: 'Файл больше 10 МБ: уменьшите его или дайте ссылку.' };
  const begins = kind.starts.some((start) => start.every((byte, at) => bytes[at] === byte));
  const text = kind.starts.length === 0 && !bytes.includes(0);
  return begins || text
    ? { ok: true, mime: kind.mime }
    : { ok: false, message: 'Содержимое файла не похоже на то, что обещает его название.' };
}

/** Content-Disposition of a download (RFC 6266): always saved, never shown in the page; the Russian name as RFC 8187 has it,
 *  beside it one in plain letters for old programs. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** «1,2 МБ», «340 КБ». */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} КБ`;
  const tenths = Math.round((bytes * 10) / (1024 * 1024));
  return `${Math.floor(tenths / 10)},${tenths % 10} МБ`;
}

/** The list with a file put in its place, by id; without it. */
export const withFile = (files: readonly FileRef[], file: FileRef): FileRef[] =>
  [...files.filter((other) => other.id !== file.id), file].sort((a, b) => a.id - b.id);
export const withoutFile = (files: readonly FileRef[], id: number): FileRef[] => files.filter((file) => file.id !== id);

/** A text that a spreadsheet would take for a formula, in a workbook or a CSV: names and topics are typed by people. */
export const harmless = (text: string): string => (/^[=+\-@\t\r＝]/.test(text) ? `'${text}` : text);
