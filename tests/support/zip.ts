import { deflateRawSync } from 'node:zlib';

/** An archive with whatever its parts and its headers are told to say: what no honest program writes. */
export type ZipPart = { name: string; body: Buffer; size?: number; method?: number; locked?: boolean };

export function zip(parts: ZipPart[], count = parts.length): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, body, size, method = 8, locked = false } of parts) {
    const packed = method === 8 ? deflateRawSync(body) : body;
    const title = Buffer.from(name);
    const head = (central: boolean): Buffer => {
      const bytes = Buffer.alloc(central ? 46 : 30);
      bytes.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
      const at = central ? 8 : 6;
      bytes.writeUInt16LE(locked ? 1 : 0, at);
      bytes.writeUInt16LE(method, at + 2);
      bytes.writeUInt32LE(packed.length, at + 12);
      bytes.writeUInt32LE(size ?? body.length, at + 16);
      bytes.writeUInt16LE(title.length, at + 20);
      if (central) bytes.writeUInt32LE(offset, 42);
      return bytes;
    };
    centrals.push(head(true), title);
    locals.push(head(false), title, packed);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A workbook of one sheet with the XML given. */
export function book(sheet: string, more: ZipPart[] = []): Buffer {
  const part = (name: string, text: string): ZipPart => ({ name, body: Buffer.from(text) });
  return zip([
    part(
      'xl/workbook.xml',
      '<workbook xmlns:r="r"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part('xl/worksheets/sheet1.xml', sheet),
    ...more,
  ]);
}
