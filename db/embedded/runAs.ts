/** Who runs PostgreSQL. Its programs refuse to run as root, so a start as root goes on as an ordinary user; which way
 *  works depends on the machine: a home folder of mode 0700 hides both binaries and data from that user. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { binary, type Native } from '#db/embedded/native.ts';
import { childEnv } from '#db/env.ts';
import { StartError } from '#db/startError.ts';

export type RunAs = {
  /** Folder with the binaries to run: the package's own, or a copy that the ordinary user can read. */
  dir: string;
  /** Words before the program's own. */
  prefix: string[];
  /** For spawn: {} when the process keeps its user. */
  ids: { uid?: number; gid?: number };
  /** Owner that data and socket folders must get, or null when they stay as created. */
  owner: { uid: number; gid: number } | null;
};

/** Chooses a way that fits the data folder `parent` and the owner of the data that lie there already (null: none yet). */
export function chooseRunAs(native: Native, parent: string, existingOwner: number | null): RunAs {
  const plain: RunAs = { dir: native.dir, prefix: [], ids: {}, owner: null };
  if (process.getuid?.() !== 0) return plain;
  const user = ordinaryUser();
  const asUser: RunAs = { ...plain, ids: user, owner: user };
  const dataSeen = reachable(parent, user.uid, user.gid);
  const fits = (uid: number) => existingOwner === null || existingOwner === uid;

  if (fits(user.uid) && dataSeen && reachable(join(native.dir, 'bin'), user.uid, user.gid) && works(asUser))
    return asUser;

  // A user namespace of its own: the process sees an ordinary user, the files stay root's.
  const map = [`--map-user=${user.uid}`, `--map-group=${user.gid}`];
  const mapped: RunAs = { ...plain, prefix: ['unshare', '--user', ...map] };
  if (fits(0) && works(mapped)) return mapped;

  if (fits(user.uid) && dataSeen) {
    const copied: RunAs = { ...asUser, dir: copyOf(native) };
    if (works(copied)) return copied;
  }

  // Last, for a container without user namespaces: an ordinary user that may pass through root's folders. The binaries
  // are copied all the same: initdb asks access(), which knows nothing of capabilities.
  if (fits(user.uid)) {
    const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
    const prefix = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...caps];
    const passing: RunAs = { dir: copyOf(native), prefix, ids: {}, owner: user };
    if (works(passing)) return passing;
  }

  throw new StartError(
    'PostgreSQL не запускается от имени root, а обычный пользователь не может прочитать эту папку. ' +
      'Запустите «Звонок» обычным пользователем или укажите в ZVONOK_DATA_DIR папку, доступную всем, например /var/lib/zvonok.',
  );
}

/** 65534 is «nobody» nearly everywhere; PostgreSQL needs a user that the system can name. */
function ordinaryUser(): { uid: number; gid: number } {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const users = lines
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => Number.isInteger(user.uid) && user.uid > 0);
  const user = users.find((u) => u.uid === 65534) ?? users.find((u) => u.name === 'nobody') ?? users.at(-1);
  return user ? { uid: user.uid, gid: user.gid } : { uid: 65534, gid: 65534 };
}

/** Whether this user may enter the folder: every folder on the way must let him through. */
function reachable(folder: string, uid: number, gid: number): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { uid: owner, gid: group, mode } = statSync(at);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function works(way: RunAs): boolean {
  const [command, ...args] = [...way.prefix, binary(way.dir, 'postgres'), '--version'];
  if (command === undefined) return false;
  return (
    spawnSync(command, args, { ...way.ids, cwd: '/', env: childEnv({ LC_ALL: 'C' }), stdio: 'ignore' }).status === 0
  );
}

/** The binaries (60 MB) where everybody may read them. Renamed into place, so a half copy is never used. */
function copyOf(native: Native): string {
  const stamp = Math.floor(statSync(binary(native.dir, 'postgres')).mtimeMs).toString(36);
  const target = `/var/tmp/zvonok-postgres-${native.major}-${stamp}`;
  // Somebody else's folder of this name could hold somebody else's program.
  if (existsSync(target) && statSync(target).uid === 0) return target;
  mkdirSync('/var/tmp', { recursive: true });
  const draft = mkdtempSync(`${target}-`);
  cpSync(native.dir, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  if (existsSync(target)) return draft;
  try {
    renameSync(draft, target);
    return target;
  } catch (error) {
    // Another start has put its copy there meanwhile; ours is then not needed.
    if (!existsSync(target)) throw error;
    rmSync(draft, { recursive: true });
    return target;
  }
}
