import type { z } from "zod";
import { TouchstoneError } from "../core/errors.ts";
import { describeInput } from "./describe-input.ts";
import type { Studio } from "./studio.ts";
import type { Access, Caller, Verb } from "./verb.ts";

/** Opens the project for one kind of access, hands it to `use`, and closes it whatever happens. */
export type WithStudio = <T>(access: Access, use: (studio: Studio) => Promise<T>) => Promise<T>;

/**
 * Calls a verb: the one way in for every edge.
 *
 * @throws TouchstoneError INPUT_INVALID naming each field, USAGE for a verb that this caller may not call, both before
 *         anything is opened; else what the verb throws.
 */
export async function callVerb<Input extends z.ZodType, Output>(
  verb: Verb<Input, Output>,
  request: { readonly input: unknown; readonly caller: Caller; readonly withStudio: WithStudio },
): Promise<Output> {
  if (verb.local === true && request.caller.remote === true) {
    const message = `\`${verb.name}\` writes files on this machine, so it cannot be called from another`;
    throw new TouchstoneError("USAGE", message, { hint: "Run the command where the project lies" });
  }
  const parsed = verb.input.safeParse(request.input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeInput(issue, request.input));
    throw new TouchstoneError("INPUT_INVALID", problems[0]?.message ?? "the input is not valid", { problems });
  }
  return await request.withStudio(verb.access, async (studio) => await verb.run(studio, parsed.data, request.caller));
}
