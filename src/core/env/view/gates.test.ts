import { expect, test } from "vitest";
import { envStatus, gateFacts, generationRow } from "./env-status.fixture.ts";
import { areOpen, type GateWords, promotionGates } from "./gates.ts";

const NOTHING: GateWords = { approveCore: false, reason: "", allowFailedRun: false };
const moves = [{ name: "torch", before: "2.5.1", after: "2.6.0" }];
const gates = (tx: Parameters<typeof gateFacts>[0], said: Partial<GateWords> = {}, current = 2) =>
  promotionGates(gateFacts(tx), envStatus({ current: generationRow(current) }), { ...NOTHING, ...said });
const states = (...asked: Parameters<typeof gates>): string =>
  gates(...asked)
    .map(({ id, state }) => `${id} ${state}`)
    .join(", ");

test("[EV4] a candidate that behaved, from production as it is, that moves no core, goes through", () => {
  expect(states({})).toBe("candidate open, behaved open, base open, core open");
  expect(areOpen(gates({}))).toBe(true);
  expect(areOpen(gates({ status: "resolved" }))).toBe(true);
});

test("[EV4] core takes a person's word and a reason, and one of them is not enough", () => {
  expect(states({ coreImpact: moves })).toContain("core asks");
  expect(states({ coreImpact: moves }, { approveCore: true })).toContain("core asks");
  expect(states({ coreImpact: moves }, { approveCore: true, reason: "  " })).toContain("core asks");
  expect(states({ coreImpact: moves }, { reason: "tried" })).toContain("core asks");
  expect(states({ coreImpact: moves }, { approveCore: true, reason: "tried" })).toContain("core open");
  expect(gates({ coreImpact: moves }).at(-1)?.text).toBe("It moves `torch`: promoting takes your word and a reason.");
  const hook = { name: "evil.pth", before: null, after: "sha256:ab" };
  expect(gates({ coreImpact: [...moves, hook] }).at(-1)?.text).toBe(
    "It moves `torch`, and changes what runs by itself, `evil.pth`: promoting takes your word and a reason.",
  );
});

test("[EV4] a run that failed says why, and takes a person's word", () => {
  const crashed = { status: "failed", observation: "crashed" } as const;
  expect(states(crashed)).toContain("behaved asks");
  expect(states(crashed, { allowFailedRun: true })).toContain("behaved open");
  expect(gates(crashed)[1]?.text).toBe("The run failed: its ComfyUI crashed.");
  const failure = { code: "UV_FAILED", message: "no index answers" };
  expect(gates({ status: "failed", observation: "not_run", failure })[1]?.text).toBe("The run failed: no index answers.");
});

test("[EV4] no word opens a candidate that is not there, or one that production has moved on from", () => {
  const all = { approveCore: true, reason: "tried", allowFailedRun: true };
  expect(states({ status: "needs_resolution", generation: null }, all)).toContain("candidate closed");
  expect(states({ status: "failed", generation: null }, all)).toContain("candidate closed");
  expect(states({}, all, 4)).toContain("base closed");
  expect(gates({}, all, 4)[2]?.text).toBe("Production moved on from generation 2 to 4. Run the transaction again.");
});
