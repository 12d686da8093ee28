import { makeFolders } from "../../../adapters/files/make-folders.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import type { HistoryLine } from "../../../core/env/history.ts";
import { Intent } from "../../../core/env/tx/intent.ts";
import type { Studio } from "../../studio.ts";
import { asFailure } from "../as-failure.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { appendHistory } from "../tell/history-file.ts";
import { holdEnv, isEnvThere, type Waiting } from "./hold-env.ts";
import { removeIntent, writeIntent } from "./intents.ts";
import { requireEnvConfig } from "../load-env-config.ts";
import { lostPointer } from "../lost-pointer.ts";
import { noEnv } from "../no-env.ts";
import { type Recovery, recoverEnv } from "./recover-env.ts";

/** What begins an intent; who does it, when, and its id are added. */
export type IntentFacts = Pick<Intent, "kind" | "from"> &
  Partial<Pick<Intent, "to" | "building" | "txid" | "txStatus" | "nodeId" | "ref" | "snapshots">>;

/** What happened; when is added, and the id of the intent under way, or a new one where there is none. */
export type HistoryFacts = Omit<HistoryLine, "id" | "atMs">;

/** The environment of a project while this process alone may change it, and nothing of it is unfinished. */
export interface HeldEnv {
  readonly home: EnvHome;
  readonly config: EnvConfig;
  /** What was settled of a command that was killed, when the lock was taken. */
  readonly recovered: Recovery;
  /** Writes down what is about to be done, before the first step of it. Durable when it returns. One at a time. */
  begin(facts: IntentFacts): Promise<Intent>;
  /** Writes down more of it, e.g. the generation that is built now. */
  update(intent: Intent): Promise<void>;
  /** Removes the intent: all of it is done, or all is taken back. */
  end(): Promise<void>;
  /** Appends a line to the history. Told before `end`: after a kill in between it is there once, not never. */
  tell(facts: HistoryFacts): Promise<void>;
}

/** `init`: makes the folders, needs no generation, and takes the configuration that it is given. */
export type EnvLockOptions = Waiting & ({ readonly kind?: "change" } | { readonly kind: "init"; readonly config: EnvConfig });

/**
 * Takes the environment's lock, settles what a kill left, hands over, and lets go whatever happens.
 *
 * @throws TouchstoneError ENV_LOCKED naming the holder; ENV_NOT_FOUND where there is no generation yet (not with `init`);
 *         INPUT_INVALID for a broken `config.toml`; ENV_DAMAGED; INTERRUPTED; and what `use` throws.
 */
export async function withEnvLock<T>(studio: Studio, options: EnvLockOptions, use: (held: HeldEnv) => Promise<T>): Promise<T> {
  const home = envHomeOf(studio.projectDir);
  if (options.kind === "init") await makeEnvFolders(home);
  else if (!(await isEnvThere(home))) throw noEnv();
  return await holdEnv(studio, home, {
    ...options,
    use: async () => {
      const recovered = await recoverEnv(studio, home);
      if (options.kind === "init") return await use(heldEnv(studio, home, { recovered, config: options.config }));
      if ((await readPointer(home)) === null) throw (await lostPointer(home)) ?? noEnv();
      return await use(heldEnv(studio, home, { recovered, config: await requireEnvConfig(home) }));
    },
  }).catch((error: unknown) => {
    throw asFailure(error);
  });
}

async function makeEnvFolders(home: EnvHome): Promise<void> {
  const { generations, snapshots, transactions, conflicts, staged, logs, repos } = home;
  for (const dir of [generations, snapshots, transactions, conflicts, staged, logs, repos]) await makeFolders(dir);
}

function heldEnv(studio: Studio, home: EnvHome, given: Pick<HeldEnv, "config" | "recovered">): HeldEnv {
  let current: Intent | null = null;
  let isTold = false;
  return {
    ...given,
    home,
    async begin(facts) {
      if (current !== null) throw new TypeError("begin: an intent is under way");
      const intent = composeIntent(studio, facts);
      await writeIntent(home, intent);
      current = intent;
      isTold = false;
      return intent;
    },
    async update(intent) {
      if (current?.id !== intent.id) throw new TypeError("update: this is not the intent under way");
      await writeIntent(home, intent);
      current = intent;
    },
    async end() {
      await removeIntent(home);
      current = null;
    },
    async tell(facts) {
      const id = current === null || isTold ? studio.newId() : current.id;
      await appendHistory(home, { ...facts, id, atMs: studio.nowMs() });
      isTold = true;
    },
  };
}

function composeIntent(studio: Studio, facts: IntentFacts): Intent {
  return Intent.parse({
    format: "touchstone.intent/1",
    id: studio.newId(),
    startedAtMs: studio.nowMs(),
    pid: studio.owner.pid,
    command: studio.owner.command,
    to: null,
    building: null,
    txid: null,
    txStatus: null,
    nodeId: null,
    ref: null,
    snapshots: [],
    goesBack: false,
    ...facts,
  });
}
