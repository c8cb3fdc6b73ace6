import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { buildEmptyPage } from '#tests/bench/support/emptyPage.ts';
import { fillJournal } from '#tests/bench/support/fullJournal.ts';
import { keepInFlight } from '#tests/bench/support/keying.ts';
import { inlineData, openVisitor, textOf, type Visitor, weigh } from '#tests/bench/support/pages.ts';
import { findParents, signIn } from '#tests/bench/support/people.ts';
import { type ServerProcess, startProduct, startServer } from '#tests/bench/support/serverProcess.ts';

/** A page as a person opens it: its HTML with the data in it. The pages of the product need no further request before the first
 *  key, but for scripts, styles and fonts, which a browser keeps; those are weighed apart. */

const CONCURRENCY = [1, 16] as const;
const MS = 3000;

type Site = { server: ServerProcess; visitor: Visitor; path: string };

export async function page(context: Context): Promise<Row[]> {
  const folder = await buildEmptyPage();
  const floor = await open(
    await startServer('.dist/bench-page-floor.mjs', { env: { FLOOR_PAGE_DIR: folder } }),
    '',
    '/',
  );
  // Two schools, because the clock of the first is moved to the end of the quarter, when its journal is full.
  const full = await context.databases.demo();
  const { groupId, teacherId } = await fillJournal(full.ownerUrl);
  const [teacher = ''] = await signIn(full.ownerUrl, [teacherId], 'teacher');
  const journal = await open(await startProduct(full.appUrl), teacher, `/journal/${groupId}`);
  const usual = await context.databases.demo();
  const [parent] = await findParents(usual.ownerUrl, 1, []);
  const diary = await open(await startProduct(usual.appUrl), parent?.cookie ?? '', '/day');
  const sites = { floor, journal, diary };
  try {
    assertFull(textOf(await journal.visitor.get(journal.path)));
    const parts = Object.entries(sites).flatMap(([name, site]) =>
      CONCURRENCY.map((width) => [`${name}${width}`, () => visit(site, width, scaled(context, MS, 300))] as const),
    );
    const medians = await interleave(context, Object.fromEntries(parts));
    const weights = {
      floor: await weigh(floor.visitor, floor.path),
      journal: await weigh(journal.visitor, journal.path),
      diary: await weigh(diary.visitor, diary.path),
    };
    const figure = (part: string, key: string): number => medians[part]?.[key] ?? Number.NaN;
    const ratio = (name: string, width: number, key: string) =>
      figure(`${name}${width}`, key) / figure(`floor${width}`, key);
    const worse = (name: string, key: string) => Math.max(...CONCURRENCY.map((width) => ratio(name, width, key)));
    const rows = (['journal', 'diary'] as const).flatMap((name): Row[] => {
      const title = name === 'journal' ? 'journal 30 × 40' : "parent's day";
      const lines = CONCURRENCY.flatMap((width): Row[] =>
        [
          { key: 'p50', what: 'p50' },
          { key: 'p99', what: 'p99' },
          { key: 'cpu', what: 'CPU of the server a page' },
        ].map(({ key, what }) => ({
          name: `${title}, ${width} at once, ${what}`,
          unit: 'ms',
          floor: figure(`floor${width}`, key),
          product: figure(`${name}${width}`, key),
        })),
      );
      return [
        ...lines,
        { name: `${title}, HTML`, unit: 'KB gzip', floor: weights.floor.html, product: weights[name].html },
        {
          name: `${title}, scripts, styles, fonts (${weights[name].files} files, first visit)`,
          unit: 'KB gzip',
          floor: weights.floor.statics,
          product: weights[name].statics,
        },
      ];
    });
    const worst = (name: 'journal' | 'diary', key: string) => ({ unit: '×', value: worse(name, key) });
    return [
      ...rows,
      {
        name: 'journal, p50, worse of both',
        unit: '×',
        ratio: { key: 'journal_p50', value: worst('journal', 'p50').value, target: '≤ 1.25' },
      },
      {
        name: 'diary, p50, worse of both',
        unit: '×',
        ratio: { key: 'diary_p50', value: worst('diary', 'p50').value, target: '≤ 1.25' },
      },
      {
        name: 'journal, CPU, worse of both',
        unit: '×',
        ratio: { key: 'journal_cpu', value: worst('journal', 'cpu').value, target: '≤ 1.5' },
      },
      {
        name: 'journal, inline data',
        unit: 'KB gzip',
        floor: weights.floor.data,
        product: weights.journal.data,
        ratio: { key: 'data_gzip_kb', value: weights.journal.data - weights.floor.data, target: '≤ 4' },
      },
    ];
  } finally {
    for (const site of Object.values(sites)) {
      site.visitor.close();
      await site.server.stop();
    }
  }
}

async function open(server: ServerProcess, cookie: string, path: string): Promise<Site> {
  return { server, visitor: openVisitor(server.origin, cookie), path };
}

/** Loads a page again and again, `width` at once; CPU is the server process's, without PostgreSQL's. */
async function visit({ server, visitor, path }: Site, width: number, ms: number): Promise<Record<string, number>> {
  const before = await server.usage();
  const lanes = Array.from({ length: width }, () => () => visitor.get(path));
  const { latencies } = await keepInFlight(lanes, ms);
  const after = await server.usage();
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: (after.cpu - before.cpu) / latencies.length,
  };
}

/** The bench counts one request a page: were the marks fetched later, it would measure half of the work. */
function assertFull(html: string): void {
  const lines = [...inlineData(html).matchAll(/"[1-5 ]{30,40}"/g)];
  if (lines.length < 30)
    throw new Error('the marks are not in the HTML of the journal: count what fetches them in page.ts');
}
