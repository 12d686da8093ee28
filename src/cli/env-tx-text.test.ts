import { expect, test } from "vitest";
import type { Observation } from "../core/env/observation/observation.ts";
import type { Tx } from "../core/env/tx/tx.ts";
import { acceptanceText } from "./env-health-text.ts";
import { planExitCode, promoteText } from "./env-move-text.ts";
import { runText, stopText } from "./env-run-text.ts";
import { txExitCode, txText } from "./env-tx-text.ts";
import { createPaint } from "./paint.ts";

const paint = createPaint(false, 80);
const NO_HOOKS = { added: [], removed: [] };

const OBSERVED: Observation = {
  outcome: "import_failed",
  exitCode: null,
  isGood: false,
  importFailures: [{ node: "wind-lights", message: "ModuleNotFoundError: No module named 'fogmath'" }],
  nodeClasses: { added: ["Wind"], removed: ["Fog"], byPack: {} },
  comfyuiVersion: "0.33.0",
  durationMs: 8400,
};

const TX: Tx = {
  format: "touchstone.tx/1",
  txid: "tx-1",
  nodeId: "wind-lights",
  action: "update",
  startedAtMs: 1_763_640_000_000,
  endedAtMs: null,
  base: 2,
  generation: 3,
  status: "failed",
  failure: { code: "CANDIDATE_FAILED", message: "a node pack could not be imported" },
  node: null,
  preFreeze: [],
  postFreeze: [],
  diff: {
    added: [{ name: "wind", version: "1.0" }],
    removed: [{ name: "fog", version: "2.0" }],
    changed: [{ name: "torch", before: "2.5.1", after: "2.6.0" }],
    startupHooks: { added: [{ kind: "pth", name: "wind.pth", owner: "wind", digest: "" }], removed: [] },
  },
  runtimeDrift: { added: [{ name: "stray", version: "1" }], removed: [], changed: [], startupHooks: NO_HOOKS },
  coreImpact: [{ name: "torch", before: "2.5.1", after: "2.6.0" }],
  logs: { stdout: "state/logs/tx-1.stdout.log", stderr: "state/logs/tx-1.stderr.log" },
  runExitCode: 1,
  observation: "import_failed",
  observed: OBSERVED,
  conflictReport: null,
  overruled: [{ by: "old-lib", requirement: "torch<2.6", installed: "2.6.0" }],
  resolutionPins: ["torch==2.6.0"],
  promotionPlan: null,
  promotion: null,
};

test("a transaction says what it changes, what starts by itself, how ComfyUI behaved and why it failed", () => {
  expect(txText(TX, paint).split("\n")).toEqual([
    "✕ failed update wind-lights · tx tx-1",
    "  begun           2025-11-20 12:00, from generation 2; candidate generation 3",
    "  adds            wind 1.0",
    "  removes         fog 2.0",
    "  changes         torch 2.5.1 → 2.6.0",
    "  runs by itself  wind.pth (wind)",
    "  core            moves torch 2.5.1 → 2.6.0: promoting it takes your approval",
    "  overruled       old-lib asks for torch<2.6 and gets 2.6.0: a pin keeps it from",
    "                  them",
    "  comfyui         started, but could not import every node pack, version 0.33.0",
    "  node classes    more: Wind",
    "  node classes    gone: Fog",
    "  import          wind-lights failed: ModuleNotFoundError: No module named",
    "                  'fogmath'",
    "  drift           starting ComfyUI adds stray 1",
    "  pins            torch==2.6.0",
    "  failed          a node pack could not be imported [CANDIDATE_FAILED]",
    "  env/state/logs/tx-1.{stdout,stderr}.log",
    "→ touchstone env tx run wind-lights  # again, once the logs say why; or give it up: env tx abort tx-1",
  ]);
});

test.each<[Partial<Observation>, string]>([
  [{ outcome: "timed_out_healthy" }, "answered, and was ended healthy after 8.4 s, version 0.33.0"],
  [{ outcome: "exited", comfyuiVersion: null }, "ran to its end in 8.4 s"],
  [{ outcome: "crashed", exitCode: 1 }, "crashed after 8.4 s, exit code 1"],
  [{ outcome: "hung" }, "neither answered nor ended within 8.4 s"],
  [{ outcome: "not_run" }, "was not started"],
])("an observation: $outcome", (changes, words) => {
  expect(txText({ ...TX, observed: { ...OBSERVED, ...changes } }, paint)).toContain(`  comfyui         ${words}\n`);
});

test("a candidate that was given up is not told as one that never was", () => {
  expect(txText({ ...TX, status: "aborted", generation: null }, paint)).toContain("from generation 2; its candidate is gone");
  expect(txText({ ...TX, generation: null, diff: null }, paint)).toContain("from generation 2; no candidate was built");
});

test("the exit code says whether there is something to promote", () => {
  const statuses = ["completed", "resolved", "promoted", "needs_resolution", "failed", "promote_failed"] as const;
  expect(statuses.map((status) => txExitCode({ tx: { ...TX, status }, conflict: null }))).toEqual([0, 0, 0, 1, 1, 1]);
});

test("a dry run that would be refused says why, and ends as the real one would", () => {
  const nodes = { added: [], removed: [], changed: [] };
  const refusal = { code: "CORE_APPROVAL_NEEDED" as const, message: "torch moves", hint: "Approve it" };
  const plan = { from: 2, to: 3, packages: null, nodes, effects: ["Keep a snapshot"], refusals: [refusal] };
  expect(promoteText({ tx: TX, plan, done: null }, paint).split("\n")).toEqual([
    "✕ would be refused: promoting update wind-lights; nothing was changed",
    "  production  generation 2 → 3",
    "  1  Keep a snapshot",
    "  torch moves",
    "    → Approve it",
  ]);
  expect([planExitCode({ plan, done: null }), planExitCode({ plan: { ...plan, refusals: [] }, done: null })]).toEqual([6, 0]);
  const done = { generation: 3, envId: `sha256:${"a".repeat(64)}`, snapshots: [], pruned: ["generation 1"], stillRunning: 2 };
  expect(promoteText({ tx: TX, plan, done }, paint).split("\n").slice(-3)).toEqual([
    "  pruned    generation 1",
    "  ! ComfyUI still runs generation 2",
    "→ touchstone env stop && touchstone env run --detach",
  ]);
});

test("a matrix with a row that fails says which, and why", () => {
  const row = { id: "A1", title: "init works", ok: true, failure: null, durationMs: 1500 };
  const failed = { ...row, id: "A2", ok: false, failure: "there is no lock" };
  expect(acceptanceText({ ok: false, rows: [row, failed] }, paint).split("\n")).toEqual([
    "✓ ok    A1  init works (1.5 s)",
    "✕ fail  A2  init works (1.5 s)",
    "          there is no lock",
    "1 of 2 rows failed",
  ]);
});

test("a ComfyUI that had to be started again or killed is told so", () => {
  const answer = { url: "http://127.0.0.1:1", pid: 7, generation: 3, envId: "", backend: "env", log: "/l", restarts: 2 };
  expect(runText({ ...answer, isDetached: false }, paint)).toBe("✓ ComfyUI was stopped, started again 2 times");
  const stopped = { wasRunning: true, pid: 7, url: "http://127.0.0.1:1", generation: 3, wasKilled: true };
  expect(stopText(stopped, paint)).toBe(
    "✓ ComfyUI at http://127.0.0.1:1 (pid 7), generation 3, was killed, as it did not end by itself",
  );
});
