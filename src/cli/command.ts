import type { z } from "zod";
import type { BuiltViewer } from "../core/trace-view/trace-page.ts";
import type { WithStudio } from "../engine/call-verb.ts";
import type { PlayThread } from "../engine/playtest/play-thread.ts";
import type { Caller, Verb } from "../engine/verb.ts";
import type { ServerContext } from "../server/server-context.ts";
import type { Paint } from "./paint.ts";

/** One positional argument. */
export interface CommandArgument {
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  /** Takes all remaining words. */
  readonly many?: boolean;
}

/** One flag, e.g. `{ name: "out", value: "PATH" }` for `--out PATH`; a flag without `value` is a switch. */
export interface CommandFlag {
  readonly name: string;
  readonly summary: string;
  /** One letter, e.g. `n` for `-n`. */
  readonly short?: string;
  readonly value?: string;
  readonly number?: boolean;
  /** May be given any number of times. */
  readonly many?: boolean;
  /** The environment variable that stands for it where it is not typed; an empty one says nothing. */
  readonly env?: string;
  /** The command makes no sense without it. */
  readonly required?: boolean;
}

/** Words and flags as typed, by name. What was not typed is absent. */
export interface Typed {
  word(name: string): string | undefined;
  words(name: string): readonly string[];
  flag(name: string): string | undefined;
  /** All values of a flag that may be given many times. */
  flags(name: string): readonly string[];
  number(name: string): number | undefined;
  isOn(name: string): boolean;
}

interface CommandWords {
  /** E.g. `["spec", "ready"]`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly args?: readonly CommandArgument[];
  readonly flags?: readonly CommandFlag[];
  /** Command lines that work in the sample project. */
  readonly examples: readonly string[];
}

/** A command that calls one verb and prints its answer. */
export interface VerbCommand<Input extends z.ZodType = z.ZodType, Output = unknown> extends CommandWords {
  readonly verb: Verb<Input, Output>;
  /** The verb to call instead where a flag asks for something else; `toInput` and `render` know both. */
  chooseVerb?(typed: Typed): Verb<Input, Output>;
  /** @param cwd  Where the command was started: paths are given to verbs absolute. */
  toInput(typed: Typed, cwd: string): unknown;
  /** The answer for people. */
  render(output: Output, paint: Paint): string;
  /** What `--json` prints; the whole output where this is absent. */
  toJson?(output: Output): unknown;
  /** 0 (also where this is absent) when everything holds. */
  exitCode?(output: Output): number;
  /** Whether the work is long enough for a progress line. */
  readonly progress?: boolean;
}

/** A command that does more than one call, or none. */
export interface FreeCommand extends CommandWords {
  run(context: CliContext): Promise<number>;
}

export type Command = VerbCommand | FreeCommand;

/** What a running command may use. */
export interface CliContext {
  readonly typed: Typed;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly paint: Paint;
  /** Where the command was started. */
  readonly cwd: string;
  /** The folder given by `--project`, if any. */
  readonly project: string | undefined;
  /** Touchstone's own version. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Prints data: the only thing on stdout. */
  readonly out: (text: string) => void;
  /** Talks to the person: stderr, silent under `-q`. */
  readonly talk: (text: string) => void;
  /** Calls a verb on the project of `--project`, else the nearest one; in the process that owns it, where that serves it. */
  readonly call: Call;
  /** Calls verbs on the project in a folder. */
  readonly callAt: (projectDir: string) => Call;
  /** The Studio's files; they are built first where that is possible and needed. */
  readonly loadStudioFiles: () => Promise<StudioFiles>;
  /** The trace view; it is built first where that is possible and needed. */
  readonly loadTraceViewer: () => Promise<BuiltViewer>;
  /** Opens the project of `--project`, else the nearest one. */
  readonly withStudio: WithStudio;
  /** Opens the project in a folder. */
  readonly openAt: (projectDir: string) => WithStudio;
  /** The thread that plays; it starts at its first task, and ends with the command. */
  readonly openPlayThread: () => Promise<PlayThread>;
  /** The caller of verbs; with a progress line when asked for. */
  readonly caller: (progress: boolean) => Caller & { finish(): void };
}

/** Calls a verb and waits for its answer. */
export type Call = <Input extends z.ZodType, Output>(
  verb: Verb<Input, Output>,
  request: { readonly input: unknown; readonly caller: Caller },
) => Promise<Output>;

export type StudioFiles = ServerContext["studioFiles"];

/** Declares a command that calls one verb; only fixes its types. */
export function defineCommand<Input extends z.ZodType, Output>(command: VerbCommand<Input, Output>): Command {
  return command;
}
