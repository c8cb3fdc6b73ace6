import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { expect, test } from 'vitest';
import { PLAN } from '#tests/support/plan.ts';
import { CLASS, GROUP, VERSION } from '#tests/support/school.ts';
import { at, cookie, expectRow, of, server } from './world.ts';

export function pageDoors(): void {
  /** The data itself, in a page's script or in a bare payload. */
  const JOURNAL = /view\\*":\\*"journal/;
  const DAY_OF = (name: string) => new RegExp(`class\\\\*":\\{\\\\*"id\\\\*":\\d+,\\\\*"name\\\\*":\\\\*"${name}`);
  /** Address and what its body must hold; «path:» means where the redirects must end. */
  const pages: Record<string, [string, string | RegExp]> = {
    '/ own first screen': ['/', /^path:\/(control|day|sessions)$/],
    '/login sign-in form': ['/login', 'Пароль'],
    '/setup first administrator': ['/setup', /^path:\/setup$/],
    '/hat own roles': ['/hat', /^path:\/hat$/],
    '/sessions own sessions': ['/sessions', 'Мои входы'],
    '/journal own journal': ['/journal', /^path:\/journal\/\d+$/],
    '/journal/[group] journal math 5А': [`/journal/${GROUP.math}`, JOURNAL],
    '/journal/[group] journal russian 5А': [`/journal/${GROUP.russian}`, JOURNAL],
    '/journal/[group] journal math 5Б': [`/journal/${GROUP.foreign}`, JOURNAL],
    '/journal/[group]/topics topics of math 5А': [`/journal/${GROUP.math}/topics`, JOURNAL],
    '/journal/[group]/topics topics of russian 5А': [`/journal/${GROUP.russian}/topics`, JOURNAL],
    '/day own working day': ['/day', /view\\*":\\*"myDay/],
    '/day day of pupilA': ['/day?child=11', 'Абрамова Дарья'],
    '/day day of pupilB': ['/day?child=12', 'Беляев Артём'],
    '/diary diary of pupilA': ['/diary?child=11', 'Абрамова Дарья'],
    '/diary diary of pupilB': ['/diary?child=12', 'Беляев Артём'],
    '/diary diary of pupilC': ['/diary?child=13', 'Ёлкина Вера'],
    '/marks marks of pupilA': ['/marks?child=11', 'Абрамова Дарья'],
    '/marks marks of pupilB': ['/marks?child=12', 'Беляев Артём'],
    '/marks marks of pupilC': ['/marks?child=13', 'Ёлкина Вера'],
    '/results results of pupilA': ['/results?child=11', 'Абрамова Дарья'],
    '/results results of pupilB': ['/results?child=12', 'Беляев Артём'],
    '/homework homework of pupilA': ['/homework?child=11', 'Абрамова Дарья'],
    '/homework homework of pupilB': ['/homework?child=12', 'Беляев Артём'],
    // Nobody's screen is locked here: it leads on.
    '/locked unlocking of a screen': ['/locked', /^path:\/locked$/],
    '/offline shell without data': ['/offline', 'aria-busy="true"'],
    '/control wall': ['/control', /view\\*":\\*"wall/],
    '/timetable/import imports of timetables': ['/timetable/import', 'неделя.xlsx'],
    '/timetable/import/[id] a file of 5А': ['/timetable/import/1', 'Черчение'],
    '/attendance day of 5А': [`/attendance?class=${CLASS.a}`, DAY_OF('5А')],
    '/attendance day of 5Б': [`/attendance?class=${CLASS.b}`, DAY_OF('5Б')],
    '/absences absences of pupilA': ['/absences?child=11', 'Абрамова Дарья'],
    '/absences absences of pupilB': ['/absences?child=12', 'Беляев Артём'],
    '/absences absences of pupilC': ['/absences?child=13', 'Ёлкина Вера'],
    '/timetable/edit versions': ['/timetable/edit', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/bells bells': ['/timetable/edit/bells', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/approvals approvals': ['/timetable/edit/approvals', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/load sheet of loads': ['/timetable/edit/load', /ч в неделю, учителей/],
    '/timetable/edit/draft/[version] a draft': [`/timetable/edit/draft/${VERSION.draft}`, /view\\*":\\*"draft/],
    '/settings settings': ['/settings', /view\\*":\\*"settings/],
    '/timetable week of pupilA': ['/timetable?child=11', 'Абрамова Дарья'],
    '/timetable week of pupilB': ['/timetable?child=12', 'Беляев Артём'],
    '/timetable week of pupilC': ['/timetable?child=13', 'Ёлкина Вера'],
    '/timetable week of class 5А': ['/timetable?by=class&id=1', /by\\*":\\*"class/],
    '/timetable week of teacher': ['/timetable?by=teacher&id=1', /by\\*":\\*"teacher/],
    '/timetable week of room 201': ['/timetable?by=room&id=201', /by\\*":\\*"room/],
    '/timetable pupilA’s week of the school': ['/timetable?by=student&id=11', /Абрамова Дарья, 5А.*family\\*":null/s],
    '/timetable changes of the day': ['/timetable?by=changes', /view\\*":\\*"changes/],
    '/control-works control works of one’s own school': ['/control-works?grade=5', /view\\*":\\*"controlWorks/],
    '/control-works/schedule schedule of one’s own school': ['/control-works/schedule?grade=5', 'К календарю'],
    '/homework-volume own volume': ['/homework-volume', /view\\*":\\*"homeworkVolume/],
    '/plans/programme report of math 5А': ['/plans/programme', /groupId\\*":1,/],
    '/plans/programme report of russian 5А': ['/plans/programme', /groupId\\*":2,/],
    '/programme programme of pupilA': ['/programme?child=11&subject=1', 'Абрамова Дарья'],
    '/programme programme of pupilB': ['/programme?child=12&subject=1', 'Беляев Артём'],
    '/programme programme of pupilC': ['/programme?child=13&subject=1', 'Ёлкина Вера'],
    '/plans/class class plan of 5А': [`/plans/class?class=${CLASS.a}`, /view\\*":\\*"classPlan/],
    '/plans/class class plan of 5Б': [`/plans/class?class=${CLASS.b}`, /view\\*":\\*"classPlan/],
    '/plans base of plans': ['/plans', /view\\*":\\*"plans/],
    '/plans/[plan] plan of math 5': [`/plans/${PLAN}`, /generation\\*":/],
    '/plans/[plan]/import plan of math 5': [`/plans/${PLAN}/import`, /mayWrite\\*":true/],
    '/plans/[plan]/print plan of math 5': [`/plans/${PLAN}/print`, 'Календарно-тематическое планирование'],
    '/substitutions substitutions of a day': ['/substitutions', /view\\*":\\*"substitutions/],
    '/substitutions/log own rows of the log': ['/substitutions/log', 'Выгрузить в Excel'],
    '/substitutions/log row of russian 5А in the log': ['/substitutions/log', 'Русский язык'],
    '/substitutions/log why russian 5А has a substitute': ['/substitutions/log', 'больничный'],
  };
  const OWN_NAMES: Record<string, string[]> = {
    pupilA: ['Дарья'],
    pupilB: ['Беляев', 'Артём'],
    pupilC: ['Ёлкина', 'Вера'],
    parentA: ['Дарья'],
    parentAC: ['Дарья', 'Вера', 'Ёлкина'],
    teacherAsParent: ['Артём', 'Беляев'],
  };
  const CHILDREN = ['Дарья', 'Беляев', 'Артём', 'Ёлкина', 'Вера'];
  test.each([...of('page'), ...of('rsc')].map((row) => [`${row.channel} ${row.door}: ${row.target}`, row] as const))(
    '%s',
    async (_, row) => {
      const [path, mark] = at(pages, `${row.door} ${row.target}`);
      await expectRow(row, async (who) => {
        const response = await fetch(`${server.origin}${path}`, {
          headers: { cookie: cookie(who), ...(row.channel === 'rsc' ? { rsc: '1' } : {}) },
        });
        const body = await response.text();
        expect(response.status, `${who} ${path}`).toBeLessThan(500);
        const ended = new URL(response.url).pathname;
        const text = `path:${ended}${body}`;
        const letIn =
          typeof mark === 'string'
            ? body.includes(mark)
            : response.status === 200 &&
              (mark.source.startsWith('^path') ? mark.test(`path:${ended}`) : mark.test(text));
        // Refused means that no foreign child is named anywhere in what came instead of the page.
        if (!letIn && ended === new URL(path, server.origin).pathname)
          for (const name of CHILDREN.filter((n) => !(OWN_NAMES[who] ?? []).includes(n)))
            expect(body, `${who} ${path}`).not.toContain(name);
        return letIn;
      });
    },
    120_000,
  );
  test('every answer carries the security headers, a page a nonce of its own, and a foreign Host gets nothing', async () => {
    const nonces = new Set<string>();
    for (const path of ['/login', '/day', '/nowhere', '/api/session', '/api/commands']) {
      const { headers } = await fetch(`${server.origin}${path}`, { headers: { cookie: cookie('parentA') } });
      const policy = headers.get('content-security-policy') ?? '';
      if (path.startsWith('/api/')) expect(policy).toBe("default-src 'none'; frame-ancestors 'none'");
      else {
        expect(policy).toMatch(/default-src 'none'.*'strict-dynamic'.*frame-ancestors 'none'/);
        expect(policy).not.toMatch(/script-src[^;]*unsafe/);
        nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
      }
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toMatch(/no-store/);
      expect(headers.get('x-powered-by')).toBeNull();
    }
    expect(nonces.size).toBe(3);
    const port = Number(new URL(server.origin).port);
    const status = await new Promise<number>((done, failed) => {
      get({ port, path: '/login', headers: { host: 'evil.example' } }, (response) =>
        done(response.resume().statusCode ?? 0),
      ).on('error', failed);
    });
    expect(status).toBe(404);
  });
  test('every route of the built product is listed', () => {
    const file = '.next/app-path-routes-manifest.json';
    expect(existsSync(file), 'build first').toBe(true);
    const routes = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    const files = routes.filter(
      (route) => !/^\/(_not-found|_global-error|icon\.svg|apple-icon|favicon\.ico|manifest\.webmanifest)/.test(route),
    );
    expect(files.filter((route) => !of('page').some((row) => row.door === route))).toEqual([]);
  });
  test('server actions do not exist: there is no door beside the commands', () => {
    const file = '.next/server/server-reference-manifest.json';
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { node: object; edge: object };
    expect([...Object.keys(manifest.node), ...Object.keys(manifest.edge)]).toEqual([]);
  });
}
