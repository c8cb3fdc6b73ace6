import { inflateRawSync } from 'node:zlib';
import { ENTRY_LIMIT, UNPACKED_LIMIT, Unreadable } from '#server/import/unreadable.ts';

/** A ZIP archive read with limits of our own: what its headers promise is believed only where it refuses sooner. */
export type Archive = { names: readonly string[]; read(name: string): Buffer | null };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record stands behind a comment of at most 64 KB. */
const END_REACH = 22 + 65_535;

type Entry = { name: string; method: number; packed: number; size: number; offset: number; locked: boolean };

export function openArchive(bytes: Buffer): Archive {
  const entries = new Map(directory(bytes).map((entry) => [entry.name, entry]));
  let left = UNPACKED_LIMIT;
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      const body = bodyOf(bytes, entry, left);
      left -= body.length;
      return body;
    },
  };
}

const damaged = () => new Unreadable('Файл повреждён или дошёл не целиком: загрузите его ещё раз.');
const tooLarge = () => new Unreadable('В распакованном виде файл больше 50 МБ: уберите картинки и лишние листы.');

function directory(bytes: Buffer): Entry[] {
  let end = -1;
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - END_REACH) && end < 0; at -= 1)
    if (bytes.readUInt32LE(at) === END) end = at;
  if (end < 0) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > ENTRY_LIMIT) throw new Unreadable(`В файле ${count} частей, а можно не больше ${ENTRY_LIMIT}.`);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  let promised = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw damaged();
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const [nameLength = 0, extra = 0, comment = 0] = lengths;
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    const size = bytes.readUInt32LE(at + 24);
    promised += size;
    if (promised > UNPACKED_LIMIT) throw tooLarge();
    entries.push({
      name,
      size,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
      locked: (bytes.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function bodyOf(bytes: Buffer, entry: Entry, left: number): Buffer {
  if (entry.locked) throw new Unreadable('Файл защищён паролем: снимите защиту и загрузите его ещё раз.');
  const { offset } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw damaged();
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length < entry.packed) throw damaged();
  if (entry.method === 0) {
    if (packed.length > left) throw tooLarge();
    return packed;
  }
  if (entry.method !== 8) throw new Unreadable('Файл сжат необычным способом: сохраните его в Excel заново.');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    // Node tells an output over the limit by its code, everything else is a broken stream.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw damaged();
  }
}
