/**
 * One process per embedded database: PGlite does not notice a second one and both would write over each other.
 * A lock file names the owner; an owner that is gone (kill -9, power cut) is taken over without being asked.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DataDirectoryInUse extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `${dataDir} is in use by process ${pid}: an embedded database has one process at a time. ` +
        `Stop that one first, set another DATA_DIR, or set DATABASE_URL so that several can share a server.`,
    );
    this.name = 'DataDirectoryInUse';
  }
}

interface Owner {
  readonly pid: number;
  /** When that process started, in kernel ticks; tells a live owner from another process that got its number. */
  readonly started: string | null;
}

/**
 * Takes the directory for this process; creates it if it is not there.
 * Gives back the way to let go of it. Throws DataDirectoryInUse while another process (or this one) holds it.
 */
export function lockDataDirectory(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner);

  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' });
      return () => {
        if (textOf(lock) === mine) rmSync(lock, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = textOf(lock);
    if (found === undefined) continue;
    const owner = parseOwner(found);
    if (owner !== undefined && isAlive(owner)) throw new DataDirectoryInUse(dataDir, owner.pid);
    setAside(lock, found);
  }
  throw new Error(`Could not lock ${dataDir}: its lock file keeps changing hands. Try again.`);
}

/** Two starters may both find the same dead owner; the slower one must not remove the faster one's fresh lock. */
function setAside(lock: string, stale: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // the other one was faster
  }
  if (textOf(aside) !== stale) {
    try {
      linkSync(aside, lock);
    } catch {
      // taken again meanwhile: the next look at it says by whom
    }
  }
  rmSync(aside, { force: true });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** An unreadable lock is a lock that was being written when its owner died. */
function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, started } = JSON.parse(text) as Partial<Owner>;
    return typeof pid === 'number' ? { pid, started: typeof started === 'string' ? started : null } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return started === null || now === null || started === now;
}

/** Field 22 of /proc/<pid>/stat, with the boot it belongs to; null where there is no such file. */
function startOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const boot = textOf('/proc/sys/kernel/random/boot_id');
  if (stat === undefined || boot === undefined) return null;
  // The second field is the command's name in brackets and may itself hold spaces and brackets.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : `${boot.trim()}/${ticks}`;
}
