import { z } from "zod";
import { composeEnvStatus } from "../../core/env/status/compose-status.ts";
import type { EnvStatus } from "../../core/env/status/status.ts";
import type { Studio } from "../studio.ts";
import { defineVerb } from "../verb.ts";
import { envHomeOf } from "./env-home.ts";
import { checkHistory } from "./tell/check-history.ts";
import { recoverIfFree } from "./hold/recover-env.ts";
import { listMadeVersions } from "./status/list-made-versions.ts";
import { createProblemList } from "./status/problem-list.ts";
import { readEnvFacts } from "./status/read-env-facts.ts";

/**
 * The governed environment at a glance. Where nobody holds the lock, what a kill left is settled first; it never waits. What
 * cannot be read is among the problems, and the rest is told all the same.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function loadEnvStatus(studio: Studio): Promise<EnvStatus> {
  const problems = createProblemList();
  await problems.settle(async () => await recoverIfFree(studio));
  const home = envHomeOf(studio.projectDir);
  const facts = await readEnvFacts(home, problems);
  await problems.settle(async () => await checkHistory(home));
  return composeEnvStatus({ ...facts, made: await listMadeVersions(studio), problems: [...problems.all] });
}

export const envStatusVerb = defineVerb({
  name: "env.status",
  summary: "Show the governed environment: production, what waits, generations, transactions, problems",
  access: "files",
  input: z.strictObject({}),
  run: loadEnvStatus,
});
