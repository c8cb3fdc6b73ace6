import excel from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { PLAN } from '#tests/support/plan.ts';
import { readPlan } from '#tests/support/planFiles.ts';
import { LESSON } from '#tests/support/school.ts';
import { cookie, expectRow, of, server, world } from './world.ts';

export function fileDoors(): void {
  beforeAll(async () => {
    // A command before has taken it away.
    await world.owner`update attachment set state = 'attached' where school_id = 1 and id = 1`;
    // A family reads files of homework that stands in the lesson's record.
    await world.owner`update lesson set homework = '§ 1', homework_state = 'given' where school_id = 1 and homework is null
      and id = (select lesson_id from attachment where school_id = 1 and id = 1)`;
  });
  const address = (who: string, query: string, more: RequestInit = {}) =>
    fetch(`${server.origin}/api/files?${query}`, { headers: { cookie: cookie(who), origin: server.origin }, ...more });
  test.each(of('file').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    await expectRow(row, async (who) => {
      if (row.door === 'schedule') {
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/control-works?grade=5&period=2`, asked);
        // A workbook is a packed folder.
        return response.status === 200 && (await response.text()).startsWith('PK');
      }
      if (row.door === 'programme workbook') {
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/programme?period=year`, asked);
        if (response.status !== 200) return false;
        const book = new excel.Workbook();
        await book.xlsx.load(await response.arrayBuffer());
        const own = row.target.includes('russian') ? 'Русский язык' : 'Математика';
        const lines = book.worksheets.flatMap((sheet) => sheet.getSheetValues());
        const has = (...cells: string[]) =>
          lines.some((line) => Array.isArray(line) && cells.every((cell, at) => line[at + 1] === cell));
        // Another school has a 5А of its own.
        return has('Школа № 1') && has('5А', own);
      }
      if (row.door.startsWith('plan ')) {
        const format = row.door === 'plan workbook' ? 'xlsx' : 'docx';
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/plans?plan=${PLAN}&format=${format}`, asked);
        if (response.status !== 200) return false;
        const read = readPlan(Buffer.from(await response.arrayBuffer()));
        return read.rows.length > 0 && read.counts.out === 0;
      }
      if (row.door === 'workbook') {
        const response = await fetch(`${server.origin}/api/substitutions?month=2026-12`, {
          headers: { cookie: cookie(who) },
        });
        if (response.status !== 200) return false;
        const book = new excel.Workbook();
        await book.xlsx.load(await response.arrayBuffer());
        const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
        if (row.target.startsWith('own')) return text.includes('Журнал учёта');
        return text.includes(row.target.startsWith('why') ? 'больничный' : 'Русский язык');
      }
      if (row.door === 'download') {
        const response = await address(who, `id=${row.target.startsWith('file') ? 1 : 2}`);
        const text = await response.text();
        return response.status === 200 && text === '%PDF';
      }
      const lessonId = row.target.includes('math') ? LESSON.now : LESSON.russian;
      const more = {
        method: 'POST',
        headers: { cookie: cookie(who), origin: server.origin, 'content-type': 'application/octet-stream' },
        body: '%PDF-1.7',
      };
      const response = await address(who, `lesson=${lessonId}&name=${encodeURIComponent('Задание.pdf')}`, more);
      return response.status === 200;
    });
  });
  test('a download is saved under its Russian name, runs nothing and is kept by nobody', async () => {
    const response = await address('parentA', 'id=1');
    const { headers } = response;
    expect((await response.arrayBuffer()).byteLength).toBe(Number(headers.get('content-length')));
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="________ _5__.pdf"; filename*=UTF-8''${encodeURIComponent('Карточка «5А».pdf')}`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
  test('a foreign page neither sends a file nor embeds one', async () => {
    const evil = { cookie: cookie('teacher'), origin: 'https://evil.example' };
    const query = `lesson=${LESSON.now}&name=a.pdf`;
    expect((await address('teacher', query, { method: 'POST', headers: evil, body: '%PDF-' })).status).toBe(404);
    const embedded = { cookie: cookie('teacher'), 'sec-fetch-site': 'cross-site' };
    expect((await address('teacher', 'id=1', { headers: embedded })).status).toBe(404);
  });
  test('what a browser would run, what is too large and what lies about itself is refused in words', async () => {
    const send = async (name: string, body: BodyInit) => {
      const headers = { cookie: cookie('teacher'), origin: server.origin };
      const response = await address('teacher', `lesson=${LESSON.now}&name=${name}`, { method: 'POST', headers, body });
      return ((await response.json()) as { message?: string }).message ?? 'ok';
    };
    expect(await send('a.html', '<script>alert(1)</script>')).toMatch(/не прикрепить/);
    expect(await send('a.svg', '<svg onload=alert(1)>')).toMatch(/не прикрепить/);
    expect(await send('a.pdf', '<html>')).toMatch(/не похоже/);
    expect(await send('a.pdf', new Uint8Array(10 * 1024 * 1024 + 1))).toMatch(/больше 10 МБ/);
  });
}
