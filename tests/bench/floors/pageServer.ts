import { createServer } from 'node:http';
import next from 'next';

/** The floor of a page: Next alone, mounted as the product mounts it, serving the empty dynamic page of floors/emptyPage. */

const { PORT = '', FLOOR_PAGE_DIR = '' } = process.env;
const app = next({
  dev: false,
  dir: FLOOR_PAGE_DIR,
  port: Number(PORT),
  hostname: 'localhost',
  httpServer: createServer(),
});
await app.prepare();
const handle = app.getRequestHandler();
const http = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => response.destroy(error as Error));
});
process.on('SIGTERM', () => process.exit(0));
http.listen(Number(PORT), () => process.stdout.write('{"ready":true}\n'));
