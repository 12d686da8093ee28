import { TouchstoneError } from "../../core/errors.ts";
import { type ProgramEnd, runProgram } from "../processes/run-program.ts";
import type { Git } from "./find-git.ts";

interface GitCall {
  readonly cwd: string;
  /** The repository. Without it git looks for one in `cwd` and in every folder above. */
  readonly repoDir?: string;
  readonly args: readonly string[];
  /** How it may reach others; default: not at all. */
  readonly protocols?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is done here on the disk takes milliseconds; a fetch has its own limit. */
const LIMIT_MS = 120_000;
/** Files that are read out of a repository are requirement lists. */
const MAX_BYTES = 16 * 1_048_576;
const WORDS_CHARS = 1000;

/**
 * Nothing of a repository runs: no hooks, no filters, no submodules. Lines end alike everywhere, and files of the user's that
 * say how to check out, or what to overlook, are not read: git has places for them beside its configuration.
 */
const SAFE = [
  "core.hooksPath=/dev/null",
  "core.attributesFile=/dev/null",
  "core.excludesFile=/dev/null",
  "core.autocrlf=false",
  "core.eol=lf",
  "core.symlinks=true",
  "core.fsmonitor=false",
  "protocol.ext.allow=never",
  "submodule.recurse=false",
  "core.protectHFS=true",
  "core.protectNTFS=true",
].flatMap((setting) => ["-c", setting]);

/** Runs git, whatever it ends with. @throws TouchstoneError GIT_MISSING; the reason of `signal`, where that ended it. */
export async function tryGit(
  git: Git,
  { cwd, repoDir, args, protocols = [], variables = {}, timeoutMs = LIMIT_MS, signal }: GitCall,
): Promise<ProgramEnd> {
  return await runProgram({
    program: git.path,
    args: [...SAFE, ...args],
    cwd,
    variables: { ...git.variables, GIT_DIR: repoDir, GIT_ALLOW_PROTOCOL: protocols.join(":"), ...variables },
    timeoutMs,
    signal,
    maxBytes: MAX_BYTES,
  });
}

/**
 * Runs git and gives back what it prints.
 *
 * @param what  For the failure, e.g. `` `lamps` could not be fetched ``.
 * @throws TouchstoneError GIT_FAILED with git's words.
 */
export async function runGit(git: Git, what: string, call: GitCall): Promise<string> {
  const end = await tryGit(git, call);
  if (end.exitCode === 0 && !end.isCut) return end.stdout;
  throw gitFailed(what, end);
}

/** A failure of git, in its own words. */
function gitFailed(what: string, end: ProgramEnd): TouchstoneError {
  return new TouchstoneError("GIT_FAILED", `${what}: ${wordsOf(end)}`, {
    hint: "Check the address, the network and your access; see docs/guides/environment.md#git",
  });
}

function wordsOf(end: ProgramEnd): string {
  if (end.timedOut) return "git took too long and was ended";
  if (end.isCut) return "git printed more than is read";
  const words = end.stderr.trim().replaceAll(/\s*\n\s*/g, "; ");
  return words === "" ? `git ended with ${end.signal ?? end.exitCode}` : words.slice(0, WORDS_CHARS);
}
