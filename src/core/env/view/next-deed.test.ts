import { expect, test } from "vitest";
import { envStatus, generationRow, stagedNode, txRow } from "./env-status.fixture.ts";
import { nextDeed } from "./next-deed.ts";

const waits = (...transactions: ReturnType<typeof txRow>[]) => envStatus({ staged: [stagedNode()], transactions });

test("[EV5] where nothing waits a node pack can be added", () => {
  expect(nextDeed(envStatus())).toEqual({ kind: "add" });
});

test("[EV5] what is staged and was not tried, was given up, or stands on what is no longer production, is run", () => {
  const run = { kind: "run", nodeId: "glow" };
  expect(nextDeed(waits())).toEqual(run);
  expect(nextDeed(waits(txRow(1, { status: "aborted" })))).toEqual(run);
  expect(nextDeed(waits(txRow(1, { status: "promoted" })))).toEqual(run);
  expect(nextDeed(waits(txRow(1, { base: 1 })))).toEqual(run);
});

test("[EV5] a conflict comes before a promote, a promote before a run, a failure after them", () => {
  const [ready, conflict, failed] = [
    txRow(1),
    txRow(2, { nodeId: "moss", status: "needs_resolution" }),
    txRow(3, { nodeId: "fog", status: "failed" }),
  ];
  const status = envStatus({
    staged: [stagedNode("fog"), stagedNode("glow"), stagedNode("moss"), stagedNode("new")],
    transactions: [ready, conflict, failed],
  });
  const without = (...ids: readonly string[]) => ({ ...status, staged: status.staged.filter(({ id }) => !ids.includes(id)) });
  expect(nextDeed(status)).toEqual({ kind: "resolve", tx: conflict });
  expect(nextDeed(without("moss"))).toEqual({ kind: "promote", tx: ready });
  expect(nextDeed(without("moss", "glow"))).toEqual({ kind: "run", nodeId: "new" });
  expect(nextDeed(without("moss", "glow", "new"))).toEqual({ kind: "look", tx: failed });
});

test("[EV5] of one node pack only its newest transaction counts, and what is at work waits on nobody", () => {
  expect(nextDeed(waits(txRow(2, { status: "needs_resolution" }), txRow(1)))).toMatchObject({ kind: "resolve" });
  expect(nextDeed(waits(txRow(2, { status: "running" }), txRow(1)))).toEqual({ kind: "add" });
});

test("[EV5] what is at work is followed, for everything else waits for it; what was cut off at work is not", () => {
  const [running, conflict] = [txRow(2, { status: "running" }), txRow(1, { nodeId: "moss", status: "needs_resolution" })];
  const status = envStatus({ staged: [stagedNode(), stagedNode("moss")], transactions: [running, conflict] });
  const holder = { pid: 1, command: "touchstone env tx run", sinceMs: 1 };
  expect(nextDeed({ ...status, holder })).toEqual({ kind: "follow", tx: running });
  expect(nextDeed(status)).toEqual({ kind: "resolve", tx: conflict });
});

test("[EV5] a ComfyUI that runs another generation is started again", () => {
  const process = {
    state: "running",
    url: "http://127.0.0.1:8188",
    pid: 7,
    generation: 1,
    isCurrent: false,
    restarts: 0,
  } as const;
  expect(nextDeed(envStatus({ process }))).toEqual({ kind: "restart" });
  expect(nextDeed(envStatus({ process: { ...process, isCurrent: true }, current: generationRow(1) }))).toEqual({ kind: "add" });
  expect(nextDeed(envStatus({ process: { ...process, state: "lost" } }))).toEqual({ kind: "add" });
});
