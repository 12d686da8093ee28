import { resolve } from "node:path";
import type { NamedFile } from "../core/authored/named-file.ts";
import { TouchstoneError } from "../core/errors.ts";
import { RECORDING_MODES, type RecordingMode } from "../core/trials/record/trial-lines.ts";
import type { ResumeOptions } from "../engine/trials/resume-trials.ts";
import type { RunOptions } from "../engine/trials/run-options.ts";
import type { Typed } from "./command.ts";
import { readDecimal, readWhole } from "./decimal-flag.ts";

/** Guess: beyond it a run takes days, and a wrong key was hit. */
const MAX_TRIALS = 100_000;
/** Guess: no provider takes more at once, and each takes memory. */
const MAX_PARALLEL = 256;
/** Guess: nobody means more. */
const MAX_USD = 100_000;
/** A day. */
const MAX_SECONDS = 86_400;

/** What `trial run` was asked for. */
export type TrialRun =
  | { readonly kind: "new"; readonly paths: readonly NamedFile[]; readonly options: Omit<RunOptions, "dir"> }
  | { readonly kind: "again"; readonly resuming: Omit<ResumeOptions, "dir"> };

/** Reads the words and flags of `trial run`. @throws TouchstoneError USAGE */
export function readTrialRun(typed: Typed, cwd: string): TrialRun {
  const again = readAgain(typed);
  const limits = readLimits(typed);
  if (again !== null) return { kind: "again", resuming: { ...again, ...limits } };
  return { kind: "new", paths: readPaths(typed, cwd), options: readOptions(typed, limits) };
}

function readPaths(typed: Typed, cwd: string): readonly NamedFile[] {
  const names = typed.words("path");
  if (names.length > 0) return names.map((name) => ({ path: resolve(cwd, name), name }));
  throw new TouchstoneError("USAGE", "no scenario is named", {
    hint: "Name a file or a folder, e.g. `touchstone trial run scenarios`",
  });
}

type Limits = Omit<ResumeOptions, "dir" | "runId" | "which">;

function readLimits(typed: Typed): Limits {
  const seconds = readDecimal(typed, "timeout", { min: 0.001, max: MAX_SECONDS });
  return {
    parallel: readWhole(typed, "parallel", { min: 1, max: MAX_PARALLEL }),
    maxCostUsd: readDecimal(typed, "max-cost", { min: 0, max: MAX_USD }),
    timeoutMs: seconds === null ? null : Math.round(seconds * 1000),
    allowInfra: typed.isOn("allow-infra"),
  };
}

function readOptions(typed: Typed, limits: Limits): Omit<RunOptions, "dir"> {
  const recordingMode = readMode(typed.flag("record") ?? "full");
  const recordings = typed.isOn("recordings");
  if (recordings && recordingMode !== "full") {
    throw new TouchstoneError("USAGE", "`--recordings` needs everything that was said", { hint: "Leave `--record` out" });
  }
  return {
    ...limits,
    recordingMode,
    recordings,
    trials: readWhole(typed, "trials", { min: 1, max: MAX_TRIALS }),
    parallel: limits.parallel ?? 1,
    earlyStop: typed.isOn("early-stop"),
    threshold: readDecimal(typed, "threshold", { min: 0, max: 1 }),
    seed: readWhole(typed, "seed", { min: 0, max: Number.MAX_SAFE_INTEGER }),
  };
}

function readMode(text: string): RecordingMode {
  const mode = RECORDING_MODES.find((each) => each === text);
  if (mode !== undefined) return mode;
  throw new TouchstoneError("USAGE", `there is no recording mode \`${text}\``, {
    hint: "Use `full`, `metadata_only` or `off`",
  });
}

function readAgain(typed: Typed): Pick<ResumeOptions, "runId" | "which"> | null {
  const [resume, retry] = [typed.flag("resume"), typed.flag("retry-errors")];
  const runId = resume ?? retry;
  if (runId === undefined) return null;
  const others = listKept(typed, resume !== undefined && retry !== undefined);
  if (others.length === 0) return { runId, which: resume === undefined ? "errors" : "missing" };
  const way = resume === undefined ? "--retry-errors" : "--resume";
  throw new TouchstoneError("USAGE", `\`${way}\` does not go with ${others.join(", ")}`, {
    hint: "Leave them out: a run goes on as it was begun",
  });
}

/** What was typed of that which a run keeps as it was begun. */
function listKept(typed: Typed, isBoth: boolean): readonly string[] {
  const isTyped = {
    "names of scenarios": typed.words("path").length > 0,
    "`--retry-errors`": isBoth,
    "`--trials`": typed.number("trials") !== undefined,
    "`--record`": typed.flag("record") !== undefined,
    "`--threshold`": typed.flag("threshold") !== undefined,
    "`--seed`": typed.number("seed") !== undefined,
    "`--early-stop`": typed.isOn("early-stop"),
    "`--recordings`": typed.isOn("recordings"),
  };
  return Object.entries(isTyped).flatMap(([name, is]) => (is ? [name] : []));
}
