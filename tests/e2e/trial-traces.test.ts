import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { VerifiedTrace } from "../../src/engine/playtest/trace-files.ts";
import { writeTracePage } from "../../src/engine/playtest/write-trace-page.ts";
import type { TrialTrace } from "../../src/core/trials/record/trial-trace.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { FIRST_SCENARIO, FLAKY_SCENARIO, runScenario } from "../support/trial-runs.ts";

/** The commands of traces on those of trials, outside of a project. */
const workshop = createWorkshop("trial-traces");
const { dir } = workshop;
let traces: readonly string[] = [];

beforeAll(async () => {
  traces = await run("flaky", FLAKY_SCENARIO);
});
afterAll(workshop.remove);

/** Traces of a run, the first trial's first. */
async function run(name: string, text: string, recordingMode: "full" | "metadata_only" = "full"): Promise<readonly string[]> {
  const id = await runScenario(dir, { name, text, recordingMode, parallel: 1 });
  const folder = path.join(dir, ".touchstone", "trials", id);
  const files = readdirSync(folder).filter((file) => file.endsWith(".trace.jsonl"));
  return files.toSorted().map((file) => path.join(folder, file));
}

const idOf = (file: string): string => path.basename(file, ".trace.jsonl");

test("a trial is read by its id; without content its course is read, and nothing of what was said is there", async () => {
  const { out } = await say(["trace", "show", idOf(traces[1] ?? "")], dir, 200);
  expect(out).toContain("Ask again tomorrow.");
  const trace = await sayJson<TrialTrace>(["trace", "show", traces[0] ?? ""], dir);
  expect(trace).toMatchObject({ header: { kind: "trial", trialIndex: 0 }, footer: { outcome: "passed" } });
  const [bare = ""] = await run("bare", FIRST_SCENARIO, "metadata_only");
  const said = await say(["trace", "show", bare], dir, 200);
  expect(said.out).toContain("find_price");
  expect(said.out).not.toMatch(/gem|coins|Look prices/);
});

test("a trial that was cut off is read up to the cut, and one that was changed is not", async () => {
  const file = path.join(dir, "cut.trace.jsonl");
  writeFileSync(
    file,
    readFileSync(traces[0] ?? "", "utf8")
      .split("\n")
      .slice(0, 5)
      .join("\n"),
  );
  const { out, exitCode, error } = await say(["trace", "show", file], dir);
  expect([exitCode, error?.code, out.includes("How much is the gem?")]).toEqual([5, "TRACE_TRUNCATED", true]);
  writeFileSync(file, readFileSync(traces[0] ?? "", "utf8").replace("12 coins", "13 coins"));
  expect((await say(["trace", "show", file], dir)).error?.code).toBe("TRACE_DAMAGED");
});

test("traces are verified by their files and ids: whole ones with their outcome, changed ones with the line", async () => {
  const changed = path.join(dir, "changed.trace.jsonl");
  writeFileSync(changed, readFileSync(traces[0] ?? "", "utf8").replace("12 coins", "13 coins"));
  const words = ["trace", "verify", idOf(traces[0] ?? ""), changed];
  expect(await sayJson<{ traces: readonly VerifiedTrace[] }>(words, dir, 5)).toMatchObject({
    ok: false,
    traces: [
      { ok: true, outcome: "passed", problem: null },
      { ok: false, problem: { code: "TRACE_DAMAGED", place: { file: changed } } },
    ],
  });
});

test("two trials are compared by their ids, and shown beside each other in one page", async () => {
  const ids = traces.slice(0, 2).map(idOf);
  const diff = await sayJson<{ causes: readonly { kind: string }[] }>(
    ["trace", "diff", ...ids, "--ignore", "meta.trialIndex"],
    dir,
    1,
  );
  expect(diff.causes.map(({ kind }) => kind)).toEqual(["answer_changed"]);
  const viewer = { script: "", style: "" };
  const texts = traces.slice(0, 2).map((file, at) => ({ name: ids[at] ?? "", text: readFileSync(file, "utf8") }));
  const [golden = { name: "", text: "" }, trace = golden] = texts;
  const out = path.join(dir, "page.html");
  const written = await writeTracePage({ traces: [trace], golden, viewer, out });
  expect(written).toMatchObject({ traces: [{ steps: 7, damage: null }], golden: { steps: 7, damage: null } });
});
