import { buildProgram } from "../../src/cli/build-program.ts";
import type { CliContext, Command, Typed } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { createPaint } from "../../src/cli/paint.ts";
import { createPlayThreads } from "../../src/cli/use-play-thread.ts";
import { combineExitCodes, FAILURES, TouchstoneError } from "../../src/core/errors.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import { studioAt } from "./sample-game.ts";

/** One thread plays for all commands of a test file: to start one takes most of a second. It keeps no process from ending. */
const playThreads = createPlayThreads();

/** What a command said in this process. */
export interface Said {
  readonly exitCode: number;
  /** What went to stdout. */
  readonly out: string;
  /** What it failed with, if it did. */
  readonly error: TouchstoneError | undefined;
}

/**
 * Runs a command that is no single verb, as its line is typed, in this process: a process of its own takes a second.
 *
 * @param words  E.g. `["playtest", "run", "mist.scene.yaml", "--json"]`.
 */
export async function say(words: readonly string[], cwd: string, columns = 80): Promise<Said> {
  const { command, typed } = await parse(words);
  if (!("run" in command)) throw new Error(`${command.path.join(" ")} calls a verb: call that`);
  const lines: string[] = [];
  try {
    const exitCode = await command.run(contextFor(typed, { cwd, columns, out: (text) => void lines.push(text) }));
    return { exitCode, out: lines.join("\n"), error: undefined };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    const codes = [error.code, ...error.problems.map(({ code }) => code)];
    return { exitCode: combineExitCodes(codes.map((code) => FAILURES[code].exit)), out: lines.join("\n"), error };
  }
}

/** The same with `--json`, and what it printed. */
export async function sayJson<T>(words: readonly string[], cwd: string, exitCode = 0): Promise<T> {
  const said = await say([...words, "--json"], cwd);
  if (said.exitCode === exitCode && said.error === undefined) return JSON.parse(said.out) as T;
  throw new Error(`${words.join(" ")} ended with ${said.exitCode}: ${said.error?.message ?? said.out}`);
}

async function parse(words: readonly string[]): Promise<{ command: Command; typed: Typed }> {
  let found: { command: Command; typed: Typed } | undefined;
  const program = buildProgram(COMMANDS, "0", async (command, typed) => void (found = { command, typed }));
  await program.parseAsync(words, { from: "user" });
  if (found === undefined) throw new Error(`nothing was parsed from ${words.join(" ")}`);
  return found;
}

interface Terminal {
  readonly cwd: string;
  readonly columns: number;
  readonly out: (text: string) => void;
}

/** What a command is given, without a terminal. */
export function contextFor(typed: Typed, { cwd, columns, out }: Terminal): CliContext {
  const withStudio = studioAt(cwd);
  const callOn =
    (open: WithStudio): CliContext["call"] =>
    async (verb, request) =>
      await callVerb(verb, { ...request, withStudio: open });
  return {
    typed,
    json: typed.isOn("json"),
    quiet: true,
    paint: createPaint(false, columns),
    cwd,
    project: undefined,
    version: "0",
    signal: new AbortController().signal,
    out,
    talk: out,
    withStudio,
    openAt: studioAt,
    call: callOn(withStudio),
    callAt: (dir) => callOn(studioAt(dir)),
    loadStudioFiles: async () => new Map(),
    loadTraceViewer: async () => ({ script: "", style: "" }),
    openPlayThread: playThreads.open,
    caller: () => ({ by: "person", finish: () => undefined }),
  };
}
