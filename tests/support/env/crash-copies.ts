import { cpSync, linkSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

/**
 * Does something to a project, and copies the project's environment after every call that changes what lies there under its own
 * name: each copy is what a kill at that moment would leave. Calls that only make or fill something under a temporary name, which
 * nothing reads, make no copy. What child processes change is seen at the next call.
 *
 * The file system is the real one; its functions only make copies on the way. Virtual environments are links to those that are
 * copied, and files are shared, but for those that are written in place.
 *
 * @param into  A folder for the copies.
 * @returns the copies, each a project folder, in order; and what `act` returned.
 */
export async function copyAtEachWrite<T>(
  projectDir: string,
  into: string,
  act: () => Promise<T>,
): Promise<{ readonly copies: readonly string[]; readonly result: T }> {
  const copies: string[] = [];
  let seen = "";
  const copy = (): void => {
    const now = stampOf(path.join(projectDir, "env"));
    if (now === seen) return;
    seen = now;
    const to = path.join(into, String(copies.length));
    copies.push(to);
    mkdirSync(to, { recursive: true });
    copyEnv(path.join(projectDir, "env"), path.join(to, "env"));
  };
  const restore = watchWrites((target) => {
    if (target.startsWith(path.join(projectDir, "env"))) copy();
  });
  try {
    copy();
    return { copies, result: await act() };
  } finally {
    restore();
    copy();
  }
}

/** Functions that change what lies under a name, with the place of that name among their arguments. */
const WRITES = { rename: 1, rm: 0, mkdir: 0, symlink: 1 } as const;

function watchWrites(onWrite: (target: string) => void): () => void {
  const before = { ...fs };
  for (const [name, at] of Object.entries(WRITES) as [keyof typeof WRITES, number][]) {
    const own = before[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(fs, {
      [name]: async (...args: unknown[]): Promise<unknown> => {
        const result = await own(...args);
        onWrite(String(args[at]));
        return result;
      },
    });
  }
  Object.assign(fs, {
    // A file that is opened to be written is there, and empty or as it was, before anything is in it.
    open: async (...args: Parameters<typeof fs.open>) => {
      const handle = await before.open(...args);
      if (args[1] !== undefined && args[1] !== "r") onWrite(String(args[0]));
      return handle;
    },
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, before);
    syncBuiltinESMExports();
  };
}

/** What `writeFileAtomic`, the pointer, snapshots and removals are called until they have their own name, or when they lost it. */
const TEMPORARY = /^\.(.*\.tmp$|unborn-|removed-)/;

/** Changes when anything under its own name does. */
function stampOf(from: string): string {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat === undefined) return "";
  if (stat.isSymbolicLink()) return readlinkSync(from);
  if (!stat.isDirectory()) return `${stat.ino} ${stat.size}`;
  if (path.basename(from) === ".venv") return "";
  const names = readdirSync(from).filter((name) => !TEMPORARY.test(name));
  return names.map((name) => `${name}(${stampOf(path.join(from, name))})`).join(" ");
}

/** Files that are written in place; all others are replaced by renaming. */
const IN_PLACE = /^(history\.jsonl|lock\.db.*)$/;

function copyEnv(from: string, to: string): void {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (path.basename(from) === ".venv") symlinkSync(from, to);
  else if (stat.isDirectory()) {
    mkdirSync(to);
    for (const name of readdirSync(from)) copyEnv(path.join(from, name), path.join(to, name));
  } else if (IN_PLACE.test(path.basename(from))) cpSync(from, to);
  else linkSync(from, to);
}
