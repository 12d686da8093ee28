import { readFileSync } from "node:fs";
import path from "node:path";
import { loadTraceViewer } from "../../src/compose.ts";
import type { BuiltViewer } from "../../src/core/trace-view/trace-page.ts";
import { runTask } from "../../src/engine/playtest/run-task.ts";
import { writeTracePage } from "../../src/engine/playtest/write-trace-page.ts";

/** How a story is played: these choices, then at random under one seed. */
export interface Way {
  readonly choices: readonly string[];
  readonly maxSteps: number;
}

/** Plays a story of a folder; the trace's text. */
export async function playFile(dir: string, story: string, { choices, maxSteps }: Way): Promise<string> {
  const how = { seed: 3, pov: null, worldline: null, variables: {}, heavy: false, hooks: null, touchstone: "0" };
  const out = path.join(dir, `${story}.jsonl`);
  const file = { path: path.join(dir, story), name: story };
  await runTask({ ...how, story: file, policy: { base: "random", choices }, maxSteps, out });
  return readFileSync(out, "utf8");
}

let viewer: BuiltViewer | undefined;

/** Writes a page that shows traces, beside a golden where there is one. */
export async function writePage(out: string, texts: readonly string[], golden?: string): Promise<void> {
  viewer ??= await loadTraceViewer();
  const traces = texts.map((text, place) => ({ name: `trace-${place + 1}.jsonl`, text }));
  await writeTracePage({ traces, golden: golden === undefined ? null : { name: "golden", text: golden }, viewer, out });
}
