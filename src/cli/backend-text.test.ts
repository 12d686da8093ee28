import { expect, test } from "vitest";
import type { BackendState } from "../core/backends/backend-state.ts";
import type { BackendReport } from "../core/backends/report.ts";
import { unseenState } from "../core/backends/unseen-state.ts";
import { backendRow, reportText } from "./backend-text.ts";
import { createPaint } from "./paint.ts";

const paint = createPaint(false, 120);
const URL_TEXT = "http://127.0.0.1:8188";
const unseen = unseenState({
  id: "studio-pc",
  url: URL_TEXT,
  source: "file",
  enabled: true,
  slots: 2,
  checkpoints: null,
  modelsDir: null,
});
const row = (change: Partial<BackendState>): string => backendRow({ ...unseen, ...change }, paint).join(" | ");

test("a renderer is one row: sign and word, id, version, queue, checkpoint in memory, place", () => {
  const up = { health: "up", version: "0.33.0", queue: { running: 1, pending: 2 }, warmCheckpoint: "pony" } as const;
  expect(row({ ...up, checkpoints: ["pony"] })).toBe(
    `✓ up | studio-pc | 0.33.0 | 1 running, 2 waiting | pony | ${URL_TEXT}, only pony`,
  );
  expect(row({})).toBe(`? not asked | studio-pc | — | — | — | ${URL_TEXT}`);
  expect(row({ enabled: false, source: "environment" })).toBe(
    `— off | studio-pc | — | — | — | ${URL_TEXT}, named by TOUCHSTONE_COMFYUI_URL`,
  );
});

test("why a server is down stands in its row, with the address once", () => {
  expect(row({ health: "down", detail: `nothing listens at \`${URL_TEXT}\``, hint: "Start it" })).toBe(
    `✕ down | studio-pc | — | — | — | nothing listens at \`${URL_TEXT}\` → Start it`,
  );
  expect(row({ health: "down", detail: "odd" })).toContain(`${URL_TEXT}, odd`);
});

const REPORT: BackendReport = {
  reachable: true,
  url: URL_TEXT,
  version: "0.33.0",
  devices: [{ name: "cuda:0 RTX", type: "cuda", vramTotalBytes: 24 * 1024 ** 3, vramFreeBytes: 6 * 1024 ** 3 }],
  models: { checkpoints: ["a", "b"], loras: [], vae: ["c"] },
  missing: [
    { kind: "lora", name: "inks.safetensors", nearest: "ink.safetensors", neededBy: ["elk", "owl"] },
    { kind: "node", name: "FaceDetailer", nearest: null, neededBy: ["owl"] },
  ],
  warnings: [{ code: "fast_math", message: "it is fast", hint: "Slow it down" }],
  facts: null,
  queue: { running: 0, pending: 3 },
  detail: null,
  hint: null,
};

test("a report says what the server is, then what it lacks and who needs that, then what is odd", () => {
  expect(reportText(REPORT, paint).split("\n")).toEqual([
    `server   ComfyUI 0.33.0 at ${URL_TEXT}`,
    "devices  cuda:0 RTX, 6.0 of 24.0 GiB free",
    "models   2 checkpoints, 0 LoRAs, 1 VAE",
    "queue    0 running, 3 waiting",
    "project  ✕ lacks 2 things that specs need",
    "Missing",
    "✕  LoRA  inks.safetensors, needed by elk, owl; it has `ink.safetensors`",
    "✕  node  FaceDetailer, needed by owl",
    "To know",
    "!  it is fast → Slow it down",
  ]);
});

test("a server that has everything and is ordinary gets no more than its facts", () => {
  const text = reportText({ ...REPORT, missing: [], warnings: [] }, paint);
  expect([text.split("\n").length, text]).toEqual([5, expect.stringContaining("✓ has all that the project's specs need")]);
});
