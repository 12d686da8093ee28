import { stat } from "node:fs/promises";
import { join } from "node:path";
import { BACKENDS_FILE } from "../../core/backends/backends-file.ts";
import { type BackendConfig, resolveBackends } from "../../core/backends/resolve-backends.ts";
import { loadBackends } from "../backends-file.ts";
import { lookAt } from "./look-at-member.ts";
import { type Member, newMember } from "./member.ts";

/** Connects to a server. */
export type OpenServer = (config: BackendConfig) => Pick<Member, "client" | "backend" | "wasUp">;

/** What the members of a fleet need. */
export interface MembersOptions {
  readonly projectDir: string;
  /** The server that the environment names, which stands for all others; empty for none. */
  readonly environment: string;
  /** Loads what connects to servers: a project without any has no use for it. Connecting asks nothing yet. */
  readonly loadOpener: () => Promise<OpenServer>;
  readonly nowMs: () => number;
  /** Hears whenever something about one of them changes. */
  readonly tell: () => void;
}

/** The ComfyUI servers of a fleet. */
export interface Members {
  list(): readonly Member[];
  find(id: string): Member | undefined;
  /** Brings them in line with what is named now; connections to what stays are kept. @throws what is wrong with `backends.yaml`. */
  read(): Promise<void>;
  /** Whether `backends.yaml` was written since it was read, whoever did it; about a tenth of a millisecond. */
  hasChanged(): Promise<boolean>;
  /** Takes up the server that a caller names, unless it is there already. @returns its id. */
  use(name: string): Promise<string>;
  /** Looks at one, once for all who ask at the same time. */
  look(member: Member, whole: boolean): Promise<void>;
  close(): Promise<void>;
}

export function openMembers({ projectDir, environment, loadOpener, nowMs, tell }: MembersOptions): Members {
  const members = new Map<string, Member>();
  const list = (): readonly Member[] => [...members.values()];
  let stamp: string | undefined;
  const adopt = (config: BackendConfig, open: OpenServer): Member => {
    const member = newMember(config, open(config));
    members.set(config.id, member);
    return member;
  };
  return {
    list,
    find: (id) => members.get(id),
    hasChanged: async () => (await stampFile(projectDir)) !== stamp,
    async read() {
      // Before it is read: what is written meanwhile is seen the next time.
      stamp = await stampFile(projectDir);
      const configs = resolveBackends({ file: await loadBackends(projectDir), environment });
      // Nothing is awaited after this: whoever else reads or names servers finds all of it done, or none.
      const open = configs.length === 0 ? undefined : await loadOpener();
      const kept = new Set(configs.map(connectionOf));
      for (const { config, backend } of list()) {
        if (config.source === "flag" || kept.has(connectionOf(config))) continue;
        members.delete(config.id);
        void backend.close();
      }
      for (const config of configs) {
        const known = members.get(config.id);
        if (known !== undefined && connectionOf(known.config) === connectionOf(config)) known.config = config;
        else if (open !== undefined) {
          // A caller had named another server by what is this one's id now.
          void known?.backend.close();
          adopt(config, open);
        }
      }
      tell();
    },
    async use(name) {
      const [config] = resolveBackends({ file: await loadBackends(projectDir), flag: name });
      if (config === undefined) throw new TypeError("use: a name resolves to one server");
      const open = await loadOpener();
      const known = list().find((member) => member.config.url === config.url);
      const member = known ?? adopt({ ...config, id: freeId(config.id, members) }, open);
      member.isNamed = true;
      return member.config.id;
    },
    async look(member, whole) {
      member.looking ??= lookAt(member, { nowMs, whole }).finally(() => {
        member.looking = null;
        tell();
      });
      await member.looking;
    },
    async close() {
      await Promise.all(list().map(async ({ backend }) => await backend.close()));
      members.clear();
    },
  };
}

/** Changes with the file; it is replaced as a whole, so that its number changes as well. */
async function stampFile(projectDir: string): Promise<string> {
  const found = await stat(join(projectDir, BACKENDS_FILE)).catch(() => null);
  return found === null ? "none" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** What a connection was opened with: where one of these changes, it is opened anew. */
function connectionOf({ id, url, modelsDir }: BackendConfig): string {
  return JSON.stringify([id, url, modelsDir]);
}

/** Two addresses may give one id, e.g. where only their paths differ. */
function freeId(id: string, taken: ReadonlyMap<string, unknown>): string {
  for (let number = 2, free = id; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${id}-${number}`;
  }
}
