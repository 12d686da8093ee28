import { join } from "node:path";
import { type ProgramCall, type ProgramEnd, runProgram } from "../processes/run-program.ts";
import type { Uv } from "./find-uv.ts";

/** What uv says of a failure is a screen or two; a resolution of hundreds of packages may need more. */
const MAX_BYTES = 4 * 1_048_576;
/** Longest message that is taken out of uv's words. */
const MESSAGE_CHARS = 2000;

/**
 * uv only warns of settings that it cannot read, and goes on without any of them: without our indexes, overrides, cooldown and
 * `no-build`. Source: uv 0.13.9, measured.
 */
const SETTINGS_IGNORED = "Failed to parse `pyproject.toml` during settings discovery";
/** What uv itself ends with when it is told nonsense. */
const SETTINGS_EXIT = 2;

/** Where and with what uv is to work. */
export interface UvWork {
  /** The folder of the generation, which holds `pyproject.toml`. */
  readonly dir: string;
  /** Absolute path of the Python. */
  readonly python: string;
  /** Where its words go as they come. */
  readonly log?: ProgramCall["log"];
  readonly signal?: AbortSignal | undefined;
}

interface UvCommand {
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/**
 * Runs uv in a generation's folder, with the environment that belongs to it.
 *
 * @throws the reason of `signal`, where that ended it.
 */
export async function runUv(uv: Uv, { args, timeoutMs }: UvCommand, work: UvWork): Promise<ProgramEnd> {
  const end = await runProgram({
    program: uv.path,
    args: [...args, "--python", work.python],
    cwd: work.dir,
    variables: { ...uv.variables, UV_PROJECT_ENVIRONMENT: join(work.dir, ".venv") },
    timeoutMs,
    signal: work.signal,
    log: work.log,
    maxBytes: MAX_BYTES,
  });
  return end.stderr.includes(SETTINGS_IGNORED) ? asRefused(end) : end;
}

/** A warning that ended well would pass for success, and what was resolved would have come from an index nobody named. */
function asRefused(end: ProgramEnd): ProgramEnd {
  const words = end.stderr.slice(end.stderr.indexOf(SETTINGS_IGNORED));
  return { ...end, exitCode: end.exitCode === 0 ? SETTINGS_EXIT : end.exitCode, stderr: `error: ${words}` };
}

/** Why uv failed, in its own words: from its first `error:` on. */
export function messageOf(end: ProgramEnd): string {
  if (end.timedOut) return "uv took too long and was ended";
  const start = end.stderr.search(/^error: /m);
  const words = (start === -1 ? end.stderr : end.stderr.slice(start + "error: ".length)).trim();
  if (words === "") return `uv ended with ${end.signal ?? `exit code ${end.exitCode}`} and said nothing`;
  return words.length > MESSAGE_CHARS ? `${words.slice(0, MESSAGE_CHARS)} …` : words;
}
