import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One kept-alive connection of HTTP/1.1, one request at a time. node:http's client takes as much CPU for a small request as
 *  the server does, and on a machine of two cores the load generator must not be what is measured. */
export class Connection {
  readonly #url: URL;
  readonly #head: string;
  #socket: Socket | null = null;
  #received: Buffer = Buffer.alloc(0);
  #settle: { resolve(body: string): void; reject(error: Error): void } | null = null;

  private constructor(url: URL, head: string) {
    this.#url = url;
    this.#head = head;
  }

  /** Opens a connection for POSTs of JSON to one path. */
  static async open(origin: string, path: string, cookie: string): Promise<Connection> {
    const url = new URL(path, origin);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n`;
    const connection = new Connection(url, head);
    await connection.#connect();
    return connection;
  }

  /** Sends one body and resolves with the answer's; throws unless it is 200. */
  async post(body: string): Promise<string> {
    if (this.#settle) throw new Error('one request at a time');
    // Servers close what has been idle for some seconds: while the other side was measured.
    const socket = this.#socket ?? (await this.#connect());
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      socket.write(`${this.#head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket?.destroy();
  }

  async #connect(): Promise<Socket> {
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    await once(socket, 'connect');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('close', () => {
      this.#socket = null;
      this.#fail(new Error('the server closed the connection'));
    });
    socket.on('error', (error) => this.#fail(error));
    this.#received = Buffer.alloc(0);
    this.#socket = socket;
    return socket;
  }

  #read(chunk: Buffer): void {
    // What a server says to a connection that has asked nothing: that it will close it.
    if (!this.#settle) return;
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    // An answer without a length would be waited for until the connection ends.
    if (Number.isNaN(length)) this.#fail(new Error(`an answer without a length:\n${head}`));
    if (Number.isNaN(length) || this.#received.length < end + 4 + length) return;
    const body = this.#received.toString('utf8', end + 4, end + 4 + length);
    this.#received = this.#received.subarray(end + 4 + length);
    const settle = this.#settle;
    this.#settle = null;
    if (head.startsWith('HTTP/1.1 200')) settle?.resolve(body);
    else settle?.reject(new Error(`${head.split('\r\n', 1)[0]}: ${body}`));
  }

  #fail(error: Error): void {
    this.#settle?.reject(error);
    this.#settle = null;
  }
}
