import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a command adds to a project beside production itself, and what of it waits: the words of it, without ids and times. */
export interface Marks {
  readonly snapshots: readonly string[];
  readonly history: readonly string[];
  readonly staged: readonly string[];
}

/** Compares a project with the one it was copied from. What recovery says of itself is left out. */
export function marksOf(projectDir: string, template: string): Marks {
  const [now, then] = [read(projectDir), read(template)];
  const added = (what: "snapshots" | "history"): readonly string[] =>
    [...now[what]]
      .filter(([id]) => !then[what].has(id))
      .map(([, words]) => words)
      .toSorted();
  return { snapshots: added("snapshots"), history: added("history").filter((type) => type !== "recovered"), staged: now.staged };
}

function read(projectDir: string) {
  const env = path.join(projectDir, "env");
  const snapshots = list(path.join(env, "snapshots")).map((id) => {
    const { reason, generation } = JSON.parse(readFileSync(path.join(env, "snapshots", id, "meta.json"), "utf8")) as Record<
      string,
      unknown
    >;
    return [id, `${String(reason)} of ${String(generation)}`] as const;
  });
  const file = path.join(env, "state", "history.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  const history = lines
    .map((line) => JSON.parse(line) as { readonly id: string; readonly type: string })
    .map(({ id, type }) => [id, type] as const);
  return { snapshots: new Map(snapshots), history: new Map(history), staged: list(path.join(env, "state", "staged")).toSorted() };
}

function list(dir: string): readonly string[] {
  return existsSync(dir) ? readdirSync(dir) : [];
}
