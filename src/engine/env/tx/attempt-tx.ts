import { join } from "node:path";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { assert } from "../../../core/assert.ts";
import type { Composition } from "../../../core/env/change/composition.ts";
import { withNode } from "../../../core/env/change/with-node.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { UNTRIED } from "./begin-tx.ts";
import { buildGeneration } from "../build/build-generation.ts";
import { BUILD_HINTS } from "../build/build-hints.ts";
import type { BuildRequest, BuildResult } from "../build/build-request.ts";
import { generationDir } from "../env-home.ts";
import { nodeSourceOf, repoDirOf } from "../build/node-source.ts";
import { openBase } from "../open-base.ts";
import { recordEnd } from "./record-end.ts";
import { reserveNumber } from "../hold/reserve-number.ts";
import { settleTx } from "./settle-tx.ts";
import type { TxAnswer, TxSite } from "./tx-site.ts";

interface Attempt {
  /** The record that the candidate will hold for the transaction's node pack; its overrides are the transaction's. */
  readonly record: NodeRecord;
  /** What the transaction is when the candidate behaves. */
  readonly good: "completed" | "resolved";
}

/**
 * Builds and watches a transaction's candidate, and writes down what it came to. A candidate that it had before is gone afterwards.
 *
 * @param tx  As it stands on the disk.
 * @throws TouchstoneError UV_FAILED, SMOKE_FAILED, GIT_FAILED, ENV_DAMAGED, INTERRUPTED and those of the disk; the transaction is as it was.
 */
export async function attemptTx(site: TxSite, tx: Tx, { record, good }: Attempt): Promise<TxAnswer> {
  const { held, base } = site;
  const composed = withNode(base.composition, record);
  const number = await reserveNumber(held.home);
  await held.begin({ kind: "build", from: base.number, building: number, txid: tx.txid, txStatus: tx.status, nodeId: tx.nodeId });
  try {
    const request = await requestOf(site, tx, { composed, number });
    const { studio, caller } = site;
    const result = await buildGeneration(studio, held, {
      request,
      onStep: (step) => caller.onStep?.(step),
      signal: caller.signal,
    });
    const answer = await settle(site, { ...tx, node: record }, { result, composed, good });
    if (tx.generation !== null) await dropCandidate(site, tx.generation);
    return answer;
  } finally {
    await held.end();
  }
}

async function requestOf(
  site: TxSite,
  tx: Tx,
  { composed, number }: { composed: Composition; number: number },
): Promise<BuildRequest> {
  const { held, base } = site;
  const nodes = composed.nodes.map(async (record) => {
    const isOurs = record.id === tx.nodeId && record.commit !== null;
    const ours = { kind: "repo", repoDir: repoDirOf(held.home, record.id), commit: record.commit ?? "" } as const;
    return { record, source: isOurs ? ours : await nodeSourceOf(held.home, base.number, record) };
  });
  const log = (stream: "stdout" | "stderr"): string => join(held.home.dir, tx.logs[stream]);
  return {
    number,
    base: base.number,
    txid: tx.txid,
    nodeId: tx.nodeId,
    reason: `${tx.action} ${tx.nodeId}`,
    mode: { kind: "lock", preferLock: base.lockText },
    truth: composed.truth,
    nodes: await Promise.all(nodes),
    observeSeconds: site.seconds,
    logs: { stdout: log("stdout"), stderr: log("stderr") },
  };
}

interface Attempted {
  readonly result: BuildResult;
  readonly composed: Composition;
  readonly good: Attempt["good"];
}

async function settle(site: TxSite, tx: Tx, { result, composed, good }: Attempted): Promise<TxAnswer> {
  const { home, config } = site.held;
  if (result.kind === "failed") throw new TouchstoneError(result.code, result.message, { hint: BUILD_HINTS[result.code] });
  if (result.kind === "built") {
    const corePackages = config.policy.core_packages;
    const { lock } = await openBase(home, result.manifest.number);
    const settled = settleTx(tx, { ...result, base: site.base, composed, good, corePackages, lock });
    return { tx: await recordEnd(site, settled), conflict: null };
  }
  const { conflict } = result;
  await writeRecord(join(home.conflicts, `${tx.txid}.json`), conflict);
  const unsolved = moveTx(tx, "needs_resolution", {
    ...UNTRIED,
    base: site.base.number,
    preFreeze: site.base.manifest.packages,
    generation: null,
    failure: null,
    conflictReport: `state/conflicts/${tx.txid}.json`,
  });
  return { tx: await recordEnd(site, unsolved), conflict };
}

/** What was built of a transaction before it was tried again is no candidate any more. */
async function dropCandidate({ held, base }: TxSite, number: number): Promise<void> {
  assert(number !== base.number, "production is no candidate");
  await removeFolder(generationDir(held.home, number));
}
