/** The bundled PostgreSQL: a real server from npm, with its data in `<parent>/pg18` and reached by a Unix socket in a
 *  folder of its own (TCP on Windows). Started, adopted when a killed server left it behind, and stopped in order. */
import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { initialize, readPort, readSecret } from "#db/embedded/initialize.ts";
import { binary, findNative } from "#db/embedded/native.ts";
import { isPostgres, isRunning, readPidFile } from "#db/embedded/pidFile.ts";
import { chooseRunAs, type RunAs } from "#db/embedded/runAs.ts";
import { postgresEnv, stopPostmaster } from "#db/embedded/stop.ts";
import { StartError } from "#db/startError.ts";

/** The superuser is the launcher's alone; the owner migrates; the app serves requests, owns nothing, bypasses nothing. */
export type Role = "zvonok_super" | "zvonok_owner" | "zvonok_app";

export type Cluster = {
  /** True when the postmaster was already running. */
  adopted: boolean;
  pid: number;
  /** Connection URL for db/pool.ts. */
  url(role: Role, database: string): string;
  password(role: Role): string;
  /** Resolves when the postmaster is gone, whoever ended it. */
  gone: Promise<void>;
  /** Fast shutdown, then harder: 5 s to SIGQUIT, 5 s more to SIGKILL. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;
const LOG_LIMIT = 10 * 1024 * 1024;

/** Whether a postmaster of this data folder runs. */
export function isClusterRunning(dataDir: string): boolean {
  const found = clusterFolders(dataDir).map((name) => readPidFile(join(resolve(dataDir), name)));
  return found.some((file) => file !== null && isRunning(file.pid) && isPostgres(file.pid));
}
const clusterFolders = (dataDir: string): string[] =>
  ["pg15", "pg16", "pg17", "pg18", "pg19"].filter((name) => existsSync(join(dataDir, name)));

/** Starts or adopts the PostgreSQL of a data folder, creating its data when there are none. Throws StartError. */
export async function startEmbedded(dataDir: string): Promise<Cluster> {
  const parent = resolve(dataDir);
  const native = findNative();
  const data = join(parent, `pg${native.major}`);
  makeFolder(parent, 0o711);
  const foreign = clusterFolders(parent).find((name) => name !== `pg${native.major}`);
  if (foreign !== undefined && !existsSync(data)) {
    throw new StartError(
      `В ${parent} лежат данные другой версии PostgreSQL (${foreign}), а у этой версии «Звонка» — ${native.major}. Данные не тронуты.`,
    );
  }
  const existingOwner = ownerOfData(data);
  const runAs = chooseRunAs(native, parent, existingOwner);
  const socketDir = socketFolder(parent, runAs);
  if (existingOwner === null) initialize({ data, socketDir, runAs });
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (Number(version) !== native.major) {
    throw new StartError(
      `Данные в ${data} созданы PostgreSQL ${version}, а у этой версии «Звонка» — ${native.major}. Данные не тронуты.`,
    );
  }

  const living = adoptable(data);
  const pid = living ?? launch({ data, parent, socketDir, runAs });
  const ready = await untilReady(data, pid, join(parent, "postgres.log"));
  const secret = readSecret(data);
  const password = (role: Role) => createHmac("sha256", secret).update(role).digest("hex").slice(0, 32);
  return {
    adopted: ready.pid !== pid || living !== null,
    pid: ready.pid,
    password,
    url: (role, database) => {
      const at = `postgres://${role}:${password(role)}@127.0.0.1:${ready.port}/${database}`;
      return ready.socketDir === "" ? at : `${at}?host=${encodeURIComponent(ready.socketDir)}`;
    },
    gone: untilGone(ready.pid),
    stop: () => stopPostmaster({ pid: ready.pid, data, runAs }),
  };
}

/** Who owns the data that are there already; null when there are none. */
function ownerOfData(data: string): number | null {
  if (!existsSync(data)) return null;
  const { uid } = statSync(data);
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && me !== uid) {
    throw new StartError(`Данные в ${data} принадлежат другому пользователю (uid ${uid}). Запустите «Звонок» от его имени.`);
  }
  return existsSync(join(data, "PG_VERSION")) ? uid : null;
}

function makeFolder(folder: string, mode: number): void {
  try {
    const made = mkdirSync(folder, { recursive: true });
    // mkdir's own mode is cut by the umask; an ordinary user must be able to pass through to his pg18.
    if (made !== undefined) chmodSync(folder, mode);
  } catch (error) {
    throw new StartError(`Не удалось создать папку ${folder}: ${String(error)}.`, { cause: error });
  }
}

/** A folder for the socket alone: short (a socket's path may hold 107 bytes) and closed to everybody else. */
function socketFolder(parent: string, { owner }: RunAs): string {
  const name = `zvonok-${createHash("sha256").update(parent).digest("hex").slice(0, 8)}`;
  const usual = join(tmpdir(), name);
  const folder = Buffer.byteLength(usual) > 90 ? join("/tmp", name) : usual;
  makeFolder(folder, 0o700);
  if (process.platform === "win32") return folder;
  const mine = owner?.uid ?? process.getuid?.();
  const found = statSync(folder).uid;
  if (found !== mine && process.getuid?.() !== 0)
    throw new StartError(`Папка ${folder} принадлежит другому пользователю. Удалите её или задайте TMPDIR.`);
  if (owner && found !== owner.uid) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  return folder;
}

function adoptable(data: string): number | null {
  const file = readPidFile(data);
  return file && isRunning(file.pid) && isPostgres(file.pid) ? file.pid : null;
}

function launch({
  data,
  parent,
  socketDir,
  runAs,
}: {
  data: string;
  parent: string;
  socketDir: string;
  runAs: RunAs;
}): number {
  const where =
    process.platform === "win32"
      ? { listen_addresses: "127.0.0.1", port: readPort(data) }
      : { listen_addresses: "", unix_socket_directories: socketDir };
  const settings = {
    ...where,
    max_connections: 100,
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    // The log names no pupil: neither statements nor the values in a message's details.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_parameter_max_length: 0,
    log_checkpoints: "off",
  };
  const log = join(parent, "postgres.log");
  if (existsSync(log) && statSync(log).size > LOG_LIMIT) renameSync(log, `${log}.1`);
  const out = openSync(log, "a", 0o600);
  const [command = "", ...args] = [
    ...runAs.prefix,
    binary(runAs.dir, "postgres"),
    "-D",
    data,
    ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
  ];
  // Detached: Ctrl+C goes to the whole group of the terminal and would close the database under the server.
  const child = spawn(command, args, {
    ...runAs.ids,
    cwd: "/",
    env: postgresEnv(),
    stdio: ["ignore", out, out],
    detached: true,
  });
  closeSync(out);
  child.unref();
  child.on("error", () => undefined); // untilReady finds no such process and says so with the log's last lines
  return child.pid ?? 0;
}

/** Waits for «ready» in the pid file: of our postmaster, or of one that another start raised at the same moment. */
async function untilReady(
  data: string,
  pid: number,
  log: string,
): Promise<{ pid: number; port: number; socketDir: string }> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const file = readPidFile(data);
    if (file?.ready && isRunning(file.pid) && isPostgres(file.pid)) return file;
    const other = adoptable(data);
    if (!isRunning(pid) && other === null) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  const tail = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-6).join("\n") : "";
  throw new StartError(`База данных в ${data} не запустилась. Последнее из ${log}:\n${tail}`);
}

async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await new Promise((done) => {
      setTimeout(done, 250).unref();
    });
  }
}
