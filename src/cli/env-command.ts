import type { z } from "zod";
import type { Verb } from "../engine/verb.ts";
import type { CliContext, CommandArgument, CommandFlag, FreeCommand, Typed } from "./command.ts";
import type { Paint } from "./paint.ts";

/** A command of the environment: one verb, whose code is loaded by those who call it. */
interface EnvCommand<Input extends z.ZodType, Output> {
  readonly path: readonly string[];
  readonly summary: string;
  readonly args?: readonly CommandArgument[];
  readonly flags?: readonly CommandFlag[];
  readonly examples: readonly string[];
  load(): Promise<Verb<Input, Output>>;
  /** @param cwd  Where the command was started: paths are given to verbs absolute. */
  toInput(typed: Typed, cwd: string): unknown;
  /** The answer for people. */
  render(output: Output, paint: Paint): string;
  /** 0 (also where this is absent) when everything holds. */
  exitCode?(output: Output): number;
  /** Whether the work is long enough for a progress line. */
  readonly progress?: boolean;
}

/** Declares a command that calls one verb of the environment and prints its answer. */
export function defineEnvCommand<Input extends z.ZodType, Output>(command: EnvCommand<Input, Output>): FreeCommand {
  return { ...command, run: async (context) => await runEnvCommand(command, context) };
}

async function runEnvCommand<Input extends z.ZodType, Output>(
  command: EnvCommand<Input, Output>,
  context: CliContext,
): Promise<number> {
  const asked = { input: command.toInput(context.typed, context.cwd), progress: command.progress === true };
  const output = await callEnv(context, await command.load(), asked);
  context.out(context.json ? JSON.stringify(output) : command.render(output, context.paint));
  return command.exitCode?.(output) ?? 0;
}

/** Calls a verb of the environment, with a progress line where its work is long. */
export async function callEnv<Input extends z.ZodType, Output>(
  { call, caller: callerFor }: CliContext,
  verb: Verb<Input, Output>,
  { input, progress }: { readonly input: unknown; readonly progress: boolean },
): Promise<Output> {
  const caller = callerFor(progress);
  return await call(verb, { input, caller }).finally(() => caller.finish());
}
