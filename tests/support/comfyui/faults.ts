import { createHash } from "node:crypto";

/** What can happen to one HTTP request. All but the first and the 500 happen after the server has done what was asked. */
export const REQUEST_FAULTS = [
  "dropBeforeAccept",
  "error500",
  "dropAfterAccept",
  "slowReply",
  "hungReply",
  "truncatedJson",
  "garbageJson",
] as const;

/** What can happen to one download; `corruptImage` flips bytes of this one answer, `slowDownload` pauses in the middle of it. */
export const DOWNLOAD_FAULTS = ["truncatedDownload", "corruptImage", "slowDownload"] as const;

/** What can happen to one attempt to open a socket. */
export const SOCKET_FAULTS = ["socketRefused"] as const;

/** What can happen to one accepted prompt; most of it in the middle of its run. */
export const PROMPT_FAULTS = [
  "deletedSilently",
  "outOfMemory",
  "nodeError",
  "diskFull",
  /** An `execution_error` that blocks the output: the run succeeds without it. */
  "blockedOutput",
  /** An `execution_error` beside the output, which is there all the same. */
  "blockedElsewhere",
  /** Someone else presses stop. */
  "interrupted",
  /** History says success and leaves the output out. */
  "outputMissing",
  /** History is written long after `execution_success`, see `switches.lateMs`. */
  "historyLate",
  /** History names a file that is gone. */
  "outputFileMissing",
  /** The file itself is damaged, for every download. */
  "outputFileCorrupt",
  "socketDropped",
  /** The process dies and comes back, see `switches.downMs`. */
  "restart",
  /** The worker dies, HTTP goes on. */
  "zombie",
  /** A node hangs until it is interrupted. */
  "stuck",
] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
export type DownloadFault = (typeof DOWNLOAD_FAULTS)[number];
export type SocketFault = (typeof SOCKET_FAULTS)[number];
export type PromptFault = (typeof PROMPT_FAULTS)[number];
export type FaultKind = RequestFault | DownloadFault | SocketFault | PromptFault;

/** One fault at one place. `nth` counts from 1: requests of the route if one is named, else all requests (prompts, downloads, …). */
export interface FaultAt {
  readonly kind: FaultKind;
  readonly nth: number;
  /** E.g. `POST /prompt` or `GET /jobs/{id}`; paths without `/api`. */
  readonly route?: string;
}

export interface FaultPlan {
  readonly seed?: string;
  /** Probability of each kind, 0 to 1, per request, download, socket or prompt. */
  readonly rates?: Partial<Record<FaultKind, number>>;
  readonly at?: readonly FaultAt[];
}

/** Where a fault could happen now. */
export interface Occasion {
  /** How many such occasions there were, this one included. */
  readonly nth: number;
  readonly route?: string;
  readonly nthOfRoute?: number;
}

export interface FaultBoard {
  /** The fault that happens now, if any; at most one per occasion. */
  draw<Kind extends FaultKind>(kinds: readonly Kind[], occasion: Occasion): Kind | null;
  /** Makes a fault happen at the next occasion, or the next one at that route. */
  arm(kind: FaultKind, route?: string): void;
  /** Ends all random faults from now on; those armed stay. */
  calm(): void;
  readonly fired: Readonly<Partial<Record<FaultKind, number>>>;
}

/** Equal plans and equal occasions give equal faults, whatever happened before. */
export function openFaultBoard(plan: FaultPlan): FaultBoard {
  const fired: Partial<Record<FaultKind, number>> = {};
  const armed: { kind: FaultKind; route: string | undefined }[] = [];
  let rates = plan.rates ?? {};

  function happens(kind: FaultKind, occasion: Occasion): boolean {
    const index = armed.findIndex((entry) => entry.kind === kind && (entry.route ?? occasion.route) === occasion.route);
    if (index >= 0) armed.splice(index, 1);
    if (index >= 0 || plan.at?.some((at) => at.kind === kind && isAt(at, occasion)) === true) return true;
    const rate = rates[kind] ?? 0;
    return rate > 0 && chance(`${plan.seed ?? ""}/${kind}/${occasion.nth}`) < rate;
  }

  return {
    draw: (kinds, occasion) => {
      const kind = kinds.find((candidate) => happens(candidate, occasion)) ?? null;
      if (kind !== null) fired[kind] = (fired[kind] ?? 0) + 1;
      return kind;
    },
    arm: (kind, route) => void armed.push({ kind, route }),
    calm: () => void (rates = {}),
    fired,
  };
}

function isAt(at: FaultAt, occasion: Occasion): boolean {
  if (at.route === undefined) return at.nth === occasion.nth;
  return at.route === occasion.route && at.nth === occasion.nthOfRoute;
}

function chance(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
}
