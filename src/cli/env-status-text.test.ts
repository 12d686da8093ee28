import { expect, test } from "vitest";
import type { EnvStatus } from "../core/env/status/status.ts";
import { nextStep } from "./env-next.ts";
import { envStatusText } from "./env-status-text.ts";
import { createPaint } from "./paint.ts";

const ENV_ID = `sha256:${"a".repeat(64)}`;

const GENERATION: EnvStatus["generations"][number] = {
  number: 3,
  isCurrent: true,
  isKept: true,
  createdAtMs: 1_763_640_000_000,
  base: 2,
  txid: "tx-2",
  reason: "add wind-lights",
  envId: ENV_ID,
  packages: 87,
  nodes: ["wind-lights"],
  versions: [
    { spec: "lamp", versionId: "v2" },
    { spec: "lamp", versionId: "v1" },
  ],
  versionCount: 2,
};

const TX: EnvStatus["transactions"][number] = {
  txid: "tx-3",
  nodeId: "fog-maker",
  action: "add",
  status: "completed",
  observation: "timed_out_healthy",
  base: 3,
  generation: 4,
  startedAtMs: 1_763_640_000_000,
  coreImpact: [],
  failure: null,
};

const STATUS: EnvStatus = {
  format: "touchstone.env-status/1",
  isInitialized: true,
  comfyuiDir: "/srv/ComfyUI",
  current: GENERATION,
  python: { version: "3.11.7", platform: "linux-x86_64" },
  nodes: [],
  staged: [
    {
      format: "touchstone.staged-node/1",
      id: "fog-maker",
      action: "add",
      url: "https://example.org/fog-maker",
      ref: null,
      commit: "0123456789".repeat(4),
      treeHash: ENV_ID,
      stagedAtMs: 0,
    },
  ],
  generations: [GENERATION, { ...GENERATION, number: 1, isCurrent: false, isKept: false, versions: [], versionCount: null }],
  transactions: [TX],
  snapshots: 4,
  problems: [],
  holder: null,
  process: { state: "running", url: "http://127.0.0.1:8188", pid: 7, generation: 2, isCurrent: false, restarts: 1 },
};

const text = (changes: Partial<EnvStatus>): string => envStatusText({ ...STATUS, ...changes }, createPaint(false, 80));

test("one glance: production, what waits, what was, and the next command", () => {
  expect(text({}).split("\n")).toEqual([
    "production  generation 3 · 87 packages · wind-lights",
    "python      3.11.7 on linux-x86_64",
    "identity    sha256:aaaaaaaaaaaa",
    "assets      2 versions made under it: lamp",
    "comfyui     /srv/ComfyUI · ✓ running at http://127.0.0.1:8188 (pid 7), restarted",
    "            1 time, runs generation 2",
    "",
    "Waiting",
    "  add fog-maker  01234567  https://example.org/fog-maker",
    "",
    "Transactions",
    "  ✓ completed  tx-3  add fog-maker · 2025-11-20 12:00",
    "",
    "Generations",
    "  3  ◆ production  2025-11-20 12:00  87 packages  2 assets  add wind-lights",
    "  1  ○ pruned      2025-11-20 12:00  87 packages  — assets  add wind-lights",
    "",
    "the candidate with fog-maker behaved",
    "→ touchstone env tx promote tx-3",
  ]);
});

test("what is wrong comes with its way out; who is at work is named, and nothing is proposed meanwhile", () => {
  const problem = { code: "NODE_EDITED", message: "files of node packs were edited", hint: "Commit them to a fork" };
  expect(text({ problems: [problem] })).toContain("Problems\n  ✕ files of node packs were edited\n    → Commit them to a fork");
  const busy = text({ holder: { pid: 9, command: "touchstone env tx run", sinceMs: 1_763_640_000_000 } });
  expect(busy.split("\n").at(-1)).toBe("`touchstone env tx run` (pid 9) is at work on it since 2025-11-20 12:00");
  const lost = text({ process: { ...STATUS.process, state: "lost", isCurrent: true, restarts: 0 } });
  expect(lost).toContain("✕ lost: http://127.0.0.1:8188 (pid 7)\n");
  expect(text({ current: { ...GENERATION, versionCount: null } })).toContain("not counted: the project's log could not be read");
});

test("of long lists the first rows are shown, and the rest counted", () => {
  const transactions = Array.from({ length: 11 }, (_, index) => ({ ...TX, txid: `tx-${index}` }));
  expect(text({ transactions })).toContain("  and 3 more in `--json`");
});

test.each<[Partial<EnvStatus>, string | undefined]>([
  [{ isInitialized: false }, "touchstone env init --comfyui-dir DIR"],
  [{ problems: [{ code: "", message: "", hint: "" }] }, "touchstone env doctor"],
  [{ transactions: [] }, "touchstone env tx run fog-maker"],
  [{ transactions: [{ ...TX, status: "needs_resolution" }] }, "touchstone env resolve tx-3"],
  [{ transactions: [{ ...TX, status: "failed" }] }, "touchstone env tx inspect tx-3"],
  [{ transactions: [{ ...TX, coreImpact: ["torch"] }] }, 'touchstone env tx promote tx-3 --approve-core --reason "…"'],
  [{ transactions: [{ ...TX, base: 2 }] }, "touchstone env tx run fog-maker"],
  [{ staged: [], transactions: [] }, "touchstone env stop && touchstone env run --detach"],
  [{ staged: [], transactions: [], process: { ...STATUS.process, isCurrent: true } }, undefined],
])("the next step of case %#", (changes, command) => {
  expect(nextStep({ ...STATUS, ...changes })?.command).toBe(command);
});
