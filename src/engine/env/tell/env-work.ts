import { z } from "zod";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvWork } from "../../../core/live/env-work.ts";
import { defineVerb } from "../../verb.ts";

/** What the owner does for the environment in the background. */
export const envWorkListVerb = defineVerb({
  name: "env.work.list",
  summary: "List the long work on the environment that this server does or has just done, newest first",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({}),
  async run({ env }): Promise<{ readonly works: readonly EnvWork[] }> {
    return { works: [...env.works.values()].map(({ now }) => now).toReversed() };
  },
});

/** Stops it as Ctrl-C stops a command. */
export const envWorkStopVerb = defineVerb({
  name: "env.work.stop",
  summary: "Ask long work on the environment to stop at a safe point; production stays as it was",
  access: "own",
  input: z.strictObject({ work: z.string().min(1).max(64).describe("Its id") }),
  async run({ env }, { work }): Promise<{ readonly work: EnvWork }> {
    const known = env.works.get(work);
    if (known === undefined) {
      throw new TouchstoneError("RUN_NOT_FOUND", `no work \`${work}\` goes on`, { hint: "Look at `env/work` of this server" });
    }
    known.stop();
    return { work: known.now };
  },
});
