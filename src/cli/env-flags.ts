import { absolutePath } from "./absolute-path.ts";
import type { CommandFlag, Typed } from "./command.ts";
import { readDecimal, readWhole } from "./decimal-flag.ts";

/** A day. */
const MAX_WAIT_SECONDS = 86_400;
/** An hour: longer than that no candidate is watched. */
const MAX_WATCH_SECONDS = 3600;

export const WAIT_FLAG: CommandFlag = {
  name: "wait",
  value: "SECONDS",
  summary: "How long to wait for another command that changes the environment (10)",
};

/** How long to wait for another command, in ms; undefined where it was not typed. @throws TouchstoneError USAGE */
export function readWait(typed: Typed): number | undefined {
  const seconds = readDecimal(typed, "wait", { min: 0, max: MAX_WAIT_SECONDS });
  return seconds === null ? undefined : Math.round(seconds * 1000);
}

export const TIMEOUT_FLAG: CommandFlag = {
  name: "timeout",
  value: "SECONDS",
  summary: "How long ComfyUI is watched; default: `tx.timeout_seconds` of env/config.toml (120)",
  number: true,
};

/** How long ComfyUI is watched, in s; undefined where it was not typed. @throws TouchstoneError USAGE */
export function readTimeout(typed: Typed): number | undefined {
  return readWhole(typed, "timeout", { min: 1, max: MAX_WATCH_SECONDS }) ?? undefined;
}

export const BUILD_FLAG: CommandFlag = {
  name: "allow-build",
  value: "PACKAGE",
  summary: "Let this package be built from source, which runs its code here; all others are wheels",
  many: true,
};

export const PYTHON_FLAG: CommandFlag = {
  name: "python",
  value: "PYTHON",
  summary: "The Python to build with: a version as 3.11, or a path; default: the first that is 3.10 or newer",
};

/** A version stays one; what has a slash is a path. */
export function readPython(typed: Typed, cwd: string): string | undefined {
  const python = typed.flag("python");
  return python !== undefined && /[/\\]/.test(python) ? absolutePath(python, cwd) : python;
}

/** A folder that was named, absolute; undefined where it was not typed. */
export function readFolder(typed: Typed, name: string, cwd: string): string | undefined {
  const folder = typed.flag(name);
  return folder === undefined ? undefined : absolutePath(folder, cwd);
}

/** An index: an address, or a folder of wheels. */
export function readIndex(typed: Typed, name: string, cwd: string): string | undefined {
  const index = typed.flag(name);
  return index === undefined || index.includes("://") ? index : absolutePath(index, cwd);
}

export const DISCARD_FLAG: CommandFlag = {
  name: "discard-edits",
  summary: "Leave edited files of node packs behind, in the folder of the generation that is left",
};

export const DRY_RUN_FLAG: CommandFlag = { name: "dry-run", summary: "Say what would be done, and change nothing" };
