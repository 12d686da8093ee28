import { expect, test } from "vitest";
import type { HistoryLine } from "../history.ts";
import { historyLine } from "./history-line.fixture.ts";
import { toldLines } from "./tell-lines.ts";

const line = (id: string, type: HistoryLine["type"], parts: Partial<HistoryLine> = {}) => historyLine(id, { type, ...parts });
const chainsOf = (lines: Parameters<typeof toldLines>[0]) =>
  toldLines(lines).map(({ key, chain }) => `${key} ${chain.id} ${chain.depth}`);

test("[EH3] a line is told as an event of its type about the environment, with its id as key and all that it says", () => {
  expect(toldLines([historyLine("a", { detail: "half \ud83d", txid: "t" })])).toEqual([
    {
      type: "env.staged",
      entityId: "environment",
      key: "a",
      chain: { id: "a", depth: 0 },
      payload: {
        happenedAtMs: 1_763_640_000_000,
        generation: 3,
        envId: `sha256:${"a".repeat(64)}`,
        txid: "t",
        nodeId: "glow",
        detail: "half \ufffd",
      },
    },
  ]);
});

test("[EH4] from staging to promoting is one chain, and what recovery did in it stands one step deeper", () => {
  expect(
    chainsOf([
      line("s", "staged"),
      line("o", "staged", { nodeId: "other" }),
      line("r", "tx_finished", { txid: "t" }),
      line("f", "promote_failed", { txid: "t" }),
      line("c", "recovered", { txid: "t" }),
      line("p", "promoted", { txid: "t" }),
      line("b", "rolled_back", { nodeId: null }),
    ]),
  ).toEqual(["s s 0", "o o 0", "r s 0", "f s 0", "c s 1", "p s 0", "b b 0"]);
});

test("[EH4] a transaction whose staging nobody wrote down, and recovery of nothing in particular, begin their own chains", () => {
  expect(
    chainsOf([
      line("r", "tx_finished", { txid: "t" }),
      line("p", "promoted", { txid: "t" }),
      line("c", "recovered", { nodeId: null }),
    ]),
  ).toEqual(["r r 0", "p r 0", "c c 0"]);
});

test("[EH4] ComfyUI ends in the chain of its start, and an end without one begins its own", () => {
  const none = { nodeId: null };
  expect(
    chainsOf([line("a", "started", none), line("b", "stopped", none), line("c", "stopped", none), line("d", "started", none)]),
  ).toEqual(["a a 0", "b a 0", "c c 0", "d d 0"]);
});
