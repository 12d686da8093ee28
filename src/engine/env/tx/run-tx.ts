import { z } from "zod";
import { NodeId } from "../../../core/env/truth/node-record.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { attemptTx } from "./attempt-tx.ts";
import { beginTx } from "./begin-tx.ts";
import { isComfyui } from "../comfyui-dir.ts";
import { findTools } from "../build/env-tools.ts";
import { failTx, missingMain } from "./fail-tx.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { openProduction } from "../open-base.ts";
import { needsOfStaged, recordOfStaged } from "./record-of-staged.ts";
import { requireTaken } from "./refusal.ts";
import { chooseStaged } from "./staged-files.ts";
import { TimeoutSeconds } from "../timeout-input.ts";
import { writeTx } from "./tx-files.ts";
import type { TxAnswer, TxSite } from "./tx-site.ts";
import { WaitMs } from "../wait-input.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

const RunInput = z.strictObject({
  nodeId: NodeId.optional().describe("The staged node pack; default: the only one"),
  timeoutSeconds: TimeoutSeconds,
  allowBuild: z.array(z.string().min(1).max(200)).max(200).default([]).describe("Packages that may be built from source for it"),
  allowUrl: z
    .array(z.string().min(1).max(2048))
    .max(200)
    .default([])
    .describe("Requirement lines with an address that are approved, letter by letter"),
  waitMs: WaitMs,
});

/**
 * Builds a candidate with a staged node pack, and watches ComfyUI in it. Each state of the transaction is on the disk before what
 * follows from it: whatever ends the command, the transaction says where it stood.
 *
 * @throws TouchstoneError NODE_NOT_FOUND, REQUIREMENT_REFUSED, UV_FAILED, SMOKE_FAILED, GIT_FAILED, and what opening the
 *         environment throws. Once it has begun, the transaction has failed then.
 */
async function runTx(studio: Studio, input: z.output<typeof RunInput>, caller: Caller): Promise<TxAnswer> {
  return await withEnvLock(studio, waitingOf(studio, input.waitMs, caller), async (held) => {
    const staged = await chooseStaged(held.home, input.nodeId);
    const { home, config } = held;
    const base = await openProduction(home);
    const tools = await findTools(studio, { home, config, base: base.number });
    const tx = beginTx(studio, staged, base);
    const site: TxSite = { studio, held, base, caller, seconds: input.timeoutSeconds ?? held.config.tx.timeout_seconds };
    await writeTx(held.home, tx);
    try {
      if (!(await isComfyui(held.home, held.config))) return await missingMain(site, tx);
      const facts = { home: held.home, base, staged, allow: input };
      const needs = await needsOfStaged(tools.git, facts);
      requireTaken(staged.id, needs.refused);
      return await attemptTx(site, tx, { record: recordOfStaged(facts, needs), good: "completed" });
    } catch (error) {
      await failTx(site, tx, error);
      throw error;
    }
  });
}

export const envTxRunVerb = defineVerb({
  name: "env.tx.run",
  summary: "Build a candidate with a staged node pack beside production, start ComfyUI in it and watch",
  access: "files",
  input: RunInput,
  run: runTx,
});
