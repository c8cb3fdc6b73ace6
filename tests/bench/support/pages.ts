import { Agent, get } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';

/** One page over kept-alive connections, compressed, as browsers ask for it. */
export type Visitor = { get(path: string): Promise<Buffer>; close(): void };

export function openVisitor(origin: string, cookie: string): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const headers = { cookie, accept: 'text/html', 'accept-encoding': 'gzip' };
  return {
    /** The page's bytes as they came; throws unless it is 200. */
    get: (path) =>
      new Promise((resolve, reject) => {
        const request = get(`${origin}${path}`, { agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 200) resolve(Buffer.concat(chunks));
            else reject(new Error(`${path}: ${response.statusCode} ${response.headers.location ?? ''}`));
          });
        });
        request.on('error', reject);
      }),
    close: () => agent.destroy(),
  };
}

export type Weight = {
  /** The HTML as it travels, KB gzip. */
  html: number;
  /** The data in it: what the page's own scripts are handed, KB gzip. */
  data: number;
  /** Scripts, styles and fonts that it names: a first visit loads them, later ones do not. KB gzip. */
  statics: number;
  files: number;
};

const KB = 1024;
const gzipped = (bytes: Buffer | string): number => gzipSync(bytes).length / KB;

/** What a page weighs, and what it asks for besides. */
export async function weigh(visitor: Visitor, path: string): Promise<Weight> {
  const html = textOf(await visitor.get(path));
  const files = [...new Set(html.match(/\/_next\/static\/[\w./~-]+\.(?:js|css|woff2)/g) ?? [])];
  let statics = 0;
  for (const file of files) {
    const body = await visitor.get(file);
    // Fonts are compressed already and sent as they are.
    statics +=
      body[0] === 0x1f && body[1] === 0x8b
        ? body.length / KB
        : file.endsWith('.woff2')
          ? body.length / KB
          : gzipped(body);
  }
  return { html: gzipped(html), data: gzipped(inlineData(html)), statics, files: files.length };
}

export const textOf = (body: Buffer): string =>
  (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8');

/** What React's stream carries to the scripts, as one text: the pages' data and the tree they hang in. */
export function inlineData(html: string): string {
  const pushes = html.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g);
  return [...pushes].map(([, literal]) => String(JSON.parse(literal ?? '""'))).join('');
}
