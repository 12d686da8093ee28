import { z } from "zod";
import { mergePins, readPins } from "../../../core/env/change/pins.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { attemptTx } from "./attempt-tx.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { openProduction } from "../open-base.ts";
import { TimeoutSeconds } from "../timeout-input.ts";
import { readTx } from "./tx-files.ts";
import type { TxAnswer } from "./tx-site.ts";
import { WaitMs } from "../wait-input.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

const ResolveInput = z.strictObject({
  txid: z.string().min(1).max(64).describe("The transaction, or the beginning of its id"),
  pins: z
    .array(z.string().min(1).max(300))
    .max(200)
    .default([])
    .describe("Overrides as `package==version`; of two for one package the last holds"),
  drop: z.array(z.string().min(1).max(200)).max(200).default([]).describe("Packages whose override is taken back"),
  timeoutSeconds: TimeoutSeconds,
  waitMs: WaitMs,
});

/** Where a person's pins can change anything. Source: the seed, section 4.4. */
const RESOLVABLE: readonly Tx["status"][] = ["needs_resolution", "promote_failed", "resolved"];

/**
 * Builds and watches the candidate of a transaction anew, with overrides that a person approved, from production as it is now.
 *
 * @throws TouchstoneError TX_NOT_FOUND, STATE_CONFLICT, INPUT_INVALID for what is no pin, UV_FAILED, SMOKE_FAILED, GIT_FAILED and what
 *         opening the environment throws; the transaction is then as it was, without the new pins.
 */
async function resolveTx(studio: Studio, input: z.output<typeof ResolveInput>, caller: Caller): Promise<TxAnswer> {
  const pins = readPins(input.pins);
  return await withEnvLock(studio, waitingOf(studio, input.waitMs, caller), async (held) => {
    const tx = await readTx(held.home, input.txid);
    const node = requireResolvable(tx);
    const resolutionPins = mergePins(tx.resolutionPins, { pins, drop: input.drop });
    const site = {
      studio,
      held,
      base: await openProduction(held.home),
      caller,
      seconds: input.timeoutSeconds ?? held.config.tx.timeout_seconds,
    };
    const record = { ...node, pinsOwned: resolutionPins };
    return await attemptTx(site, { ...tx, resolutionPins }, { record, good: "resolved" });
  });
}

function requireResolvable({ txid, status, node }: Tx): NonNullable<Tx["node"]> {
  if (RESOLVABLE.includes(status) && node !== null) return node;
  throw new TouchstoneError(
    "STATE_CONFLICT",
    `transaction \`${txid}\` is ${status.replace("_", " ")}: pins would change nothing`,
    {
      hint: "Start a new one with `touchstone env tx run`; see docs/guides/environment.md#conflicts",
    },
  );
}

export const envResolveVerb = defineVerb({
  name: "env.resolve",
  summary: "Try a transaction again with approved overrides",
  access: "files",
  input: ResolveInput,
  run: resolveTx,
});
