import type { DrawPool } from "../adapters/procedural/draw-pool.ts";
import type { NewId } from "../core/canonical/ids.ts";
import type { ViewingLeases } from "../core/backends/viewing-leases.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { Store } from "../store/store.ts";
import type { Background } from "./background.ts";
import type { EnvRuns } from "./env/tell/env-runs.ts";
import type { Fleet } from "./fleet/fleet.ts";
import type { PlayThread } from "./playtest/play-thread.ts";
import type { PlaytestRuns } from "./playtest/playtest-runs.ts";
import type { Previews } from "./previews.ts";
import type { ProjectMemory } from "./project-memory.ts";
import type { Alone } from "./serial-queue.ts";
import type { TrialRuns } from "./trials/trial-runs.ts";
import type { Crew } from "./work/crew-state.ts";

/** The machine as programs that are started see it. */
export interface Machine {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where tools that were fetched lie, e.g. `<toolCache>/uv-0.13.9/uv`. */
  readonly toolCache: string;
}

/** Everything impure that verbs use, handed in by compose. */
export interface Studio {
  readonly projectDir: string;
  /** What was read of its files before. */
  readonly memory: ProjectMemory;
  /** Where the starter project and the sample game lie. */
  readonly templatesDir: string;
  /** Touchstone's own version. */
  readonly version: string;
  /** Algorithm version of the built-in renderer. */
  readonly builtinRenderer: string;
  /** What this machine says of itself: its variables, and where fetched tools lie. */
  readonly machine: Machine;
  /** Id of this process's hold on the folder; recorded with attempts. */
  readonly sessionId: string;
  /** This process, as others are told of it. */
  readonly owner: { readonly pid: number; readonly command: string; readonly startedAtMs: number };
  /** Tells other commands where this owner serves its verbs; absent where the folder is not owned. */
  readonly announce: ((where: { readonly url: string; readonly token: string }) => void) | undefined;
  nowMs(): number;
  /** Milliseconds that never go back; for durations only. */
  elapsedMs(): number;
  newId: NewId;
  /** A fresh random number in [0, 2^53-1], for `random_recorded` seeds. */
  drawSeed(): number;
  /** The store; absent for verbs that read only files. */
  readonly store: Store | undefined;
  readonly drawPool: DrawPool;
  /** Where stories that are sent are played. */
  readonly playThread: PlayThread;
  /** Where stories of the project are looked at: whoever looks does not wait for whoever plays. */
  readonly lookThread: PlayThread;
  /** The playtests that run, and what the last ones found. */
  readonly playtests: PlaytestRuns;
  /** What is known of runs of trials, and those that go on here. */
  readonly trials: TrialRuns;
  /** What is known of the environment. */
  readonly env: EnvRuns;
  /** All renderers. */
  readonly fleet: Fleet;
  /** Which specs somebody looks at now. */
  readonly viewing: { leases: ViewingLeases };
  /** How the images under way look so far. */
  readonly previews: Previews;
  /** All work on jobs in this process. */
  readonly crew: Crew;
  /** Work that outlives the call that asked for it. */
  readonly background: Background;
  /** One piece of work at a time: whoever decides from what is stored or written in files, and then writes, does it alone. */
  readonly alone: Alone;
}

/** The store of a verb whose access promises one. */
export function storeOf(studio: Studio): Store {
  if (studio.store === undefined) throw new TypeError("storeOf: this verb's access does not include the store");
  return studio.store;
}

/** A version or a failure that names it. */
export function getVersion(store: Store, versionId: string) {
  const version = store.findVersion(versionId);
  if (version !== undefined) return version;
  throw new TouchstoneError("VERSION_NOT_FOUND", `there is no version \`${versionId}\``, {
    hint: "List versions with `touchstone asset list --all`",
  });
}
