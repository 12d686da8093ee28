import { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { defineVerb } from "../verb.ts";
import { deleteRuns } from "./delete-runs.ts";

/** Deletes one run. What the stream was told of it stays. */
export const trialDeleteVerb = defineVerb({
  name: "trial.delete",
  summary: "Delete a run of trials with all its traces; what the stream was told of it stays",
  access: "hold",
  input: z.strictObject({ run: z.string().describe("Id of the run") }),
  async run({ projectDir }, { run }): Promise<{ readonly deleted: string }> {
    const { running } = await deleteRuns(projectDir, { ids: [run] });
    if (running.length === 0) return { deleted: run };
    throw new TouchstoneError("RUN_LOCKED", `run \`${run}\` still goes on`, { hint: "Wait for it to end, or stop it" });
  },
});
