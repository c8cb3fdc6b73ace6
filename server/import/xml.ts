import { SaxesParser } from 'saxes';
import { DEPTH_LIMIT, ELEMENT_LIMIT, Unreadable } from '#server/import/unreadable.ts';

/** What a reader is told of a document, in its order. Names are without their namespace's prefix. */
export type XmlEars = {
  open?(name: string, attributes: Record<string, string>, depth: number): void;
  close?(name: string): void;
  text?(text: string): void;
};

const PIECE = 64 * 1024;
/** Attributes of one element that are looked at. */
const ATTRIBUTES = 64;

/** Reads a document piece by piece. A document type is refused whole: it can hold entities that grow without end or fetch
 *  files; entities beyond XML's own five are unknown to the parser and refuse by themselves. */
export function readXml(bytes: Buffer, ears: XmlEars): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let elements = 0;
  parser.on('doctype', () => {
    throw new Unreadable('В файле есть описание типа документа (DOCTYPE): такие файлы не принимаются.');
  });
  parser.on('error', () => {
    throw new Unreadable('Файл повреждён: разметка XML нарушена.');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (depth > DEPTH_LIMIT) throw new Unreadable('Разметка файла вложена слишком глубоко.');
    if (elements > ELEMENT_LIMIT) throw new Unreadable('В файле слишком много элементов.');
    if (!ears.open) return;
    const names = Object.keys(tag.attributes);
    if (names.length > ATTRIBUTES) throw new Unreadable('Разметка файла необычна: слишком много свойств у элемента.');
    ears.open(
      bare(tag.name),
      Object.fromEntries(names.map((name) => [bare(name), String(tag.attributes[name])])),
      depth,
    );
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    ears.close?.(bare(tag.name));
  });
  if (ears.text) {
    parser.on('text', ears.text);
    parser.on('cdata', ears.text);
  }
  const decoder = decoderOf(bytes);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = decode(decoder, bytes.subarray(at, at + PIECE));
    // A document type is refused before its inside is looked at.
    if (at === 0 && /<!DOCTYPE/i.test(piece))
      throw new Unreadable('В файле есть описание типа документа (DOCTYPE): такие файлы не принимаются.');
    parser.write(piece);
  }
  parser.write(decoder.decode());
  parser.close();
}
const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

function decode(decoder: TextDecoder, piece: Buffer): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch (error) {
    // Only a wrong byte makes it throw.
    if (error instanceof TypeError) throw new Unreadable('Кодировка файла не та, что в нём указана.');
    throw error;
  }
}

const ENCODINGS: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'utf-16': 'utf-16le',
};
/** The decoder that a document's first bytes ask for. */
function decoderOf(bytes: Buffer): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  const declared = /^[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,20})["']/.exec(
    bytes.toString('latin1', 0, 300),
  )?.[1];
  const encoding = ENCODINGS[(declared ?? 'utf-8').toLowerCase()];
  if (!encoding || encoding === 'utf-16le')
    throw new Unreadable(`Кодировка «${declared}» не поддерживается: сохраните файл в UTF-8.`);
  return new TextDecoder(encoding, { fatal: true });
}
