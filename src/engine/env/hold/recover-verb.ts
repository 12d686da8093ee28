import { z } from "zod";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { holdEnv, isEnvThere, waitingOf } from "./hold-env.ts";
import { NOTHING_RECOVERED, type Recovery, recoverEnv } from "./recover-env.ts";
import { WaitMs } from "../wait-input.ts";

const RecoverInput = z.strictObject({ waitMs: WaitMs });

/**
 * Settles what a killed command left. It reads nothing that a person writes, so a broken `config.toml` is not in its way.
 *
 * @throws TouchstoneError ENV_LOCKED, ENV_DAMAGED, INTERRUPTED, READ_ONLY, DISK_FULL, DISK_FAILED.
 */
async function recover(studio: Studio, { waitMs }: z.output<typeof RecoverInput>, caller: Caller): Promise<Recovery> {
  const home = envHomeOf(studio.projectDir);
  if (!(await isEnvThere(home))) return NOTHING_RECOVERED;
  const waiting = waitingOf(studio, waitMs, caller);
  const use = async (): Promise<Recovery> => {
    waiting.onStep?.({ step: "recovering", about: null, done: 0, total: 1, line: null });
    return await recoverEnv(studio, home);
  };
  return await holdEnv(studio, home, { ...waiting, use });
}

export const envRecoverVerb = defineVerb({
  name: "env.recover",
  summary: "Settle what a killed command left: finish it or take it back",
  access: "files",
  input: RecoverInput,
  run: recover,
});
