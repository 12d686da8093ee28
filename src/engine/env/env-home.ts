import { join } from "node:path";

/** The folder of a project that holds its governed environment. */
export const ENV_FOLDER = "env";

/** Where everything of a project's environment lies. Paths are absolute. */
export interface EnvHome {
  readonly projectDir: string;
  readonly dir: string;
  readonly config: string;
  /** The one pointer: a relative symlink to `generations/<n>`. */
  readonly current: string;
  readonly generations: string;
  readonly snapshots: string;
  readonly state: string;
  readonly transactions: string;
  readonly conflicts: string;
  readonly staged: string;
  readonly logs: string;
  /** Bare clones of node packs, one per id. */
  readonly repos: string;
  readonly intent: string;
  readonly history: string;
  readonly process: string;
  readonly snapshotsIndex: string;
  /** The highest number that was ever given to a generation. */
  readonly lastNumber: string;
  /** The kernel-held lock, and who holds it. */
  readonly lock: string;
  readonly holder: string;
}

export function envHomeOf(projectDir: string): EnvHome {
  const dir = join(projectDir, ENV_FOLDER);
  const state = join(dir, "state");
  return {
    projectDir,
    dir,
    state,
    config: join(dir, "config.toml"),
    current: join(dir, "current"),
    generations: join(dir, "generations"),
    snapshots: join(dir, "snapshots"),
    transactions: join(state, "transactions"),
    conflicts: join(state, "conflicts"),
    staged: join(state, "staged"),
    logs: join(state, "logs"),
    repos: join(state, "repos"),
    intent: join(state, "intent.json"),
    history: join(state, "history.jsonl"),
    process: join(state, "process.json"),
    snapshotsIndex: join(state, "snapshots_index.json"),
    lastNumber: join(state, "last-number"),
    lock: join(dir, "lock.db"),
    holder: join(dir, "holder.json"),
  };
}

/** The folder of one generation. Its environment lies in `.venv`, its node packs in `custom_nodes`. */
export function generationDir(home: EnvHome, number: number): string {
  return join(home.generations, String(number));
}
