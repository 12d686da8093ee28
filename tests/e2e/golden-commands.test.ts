import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GoldenReport } from "../../src/core/playtest/golden/golden-report.ts";
import { createWorkshop, editFile } from "../support/sample-game.ts";
import { MIST, writeFiles } from "../support/stories.ts";
import { type FailureJson, type RunOptions, touchstone, touchstoneJson } from "../support/touchstone.ts";

const PLAN = "mina:\n  choice: { scene: mist.scene.yaml, seed: 5 }\n  linear: { scene: mist.scene.yaml, seed: 6 }\n";
const SUITE = ["--suite", "mist.suite.yaml"];
const workshop = createWorkshop("golden");
/** A machine of a person's, outside of a project. */
const own: RunOptions = { cwd: workshop.dir, env: { CI: "" } };
const ci: RunOptions = { cwd: workshop.dir, env: { CI: "true" } };

beforeAll(() => void writeFiles(workshop.dir, { "mist.scene.yaml": MIST, "mist.suite.yaml": PLAN }));
afterAll(workshop.remove);

const check = async (options: RunOptions, exitCode: number): Promise<GoldenReport> =>
  await touchstoneJson<GoldenReport>(["golden", "check", ...SUITE], { ...options, exitCode });

// One story of one folder, in the order in which a person lives it.
describe("touchstone golden", () => {
  test("[GD8] in CI, missing goldens fail and nothing is written", async () => {
    expect(await check(ci, 5)).toMatchObject({ ok: false, missing: [{ golden: "mina/choice/mist.seed5.trace.jsonl" }, {}] });
    const refused = await touchstoneJson<FailureJson>(["golden", "record", ...SUITE], { ...ci, exitCode: 6 });
    expect(refused.error.code).toBe("GOLDENS_KEPT");
    expect(existsSync(workshop.at("goldens"))).toBe(false);
  });

  test("[GD12] what one machine records, another one with its own language and zone finds unchanged", async () => {
    expect(await touchstoneJson(["golden", "record", ...SUITE], own)).toMatchObject({ written: { length: 2 } });
    const elsewhere = { ...ci, env: { ...ci.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" } };
    expect(await check(elsewhere, 0)).toMatchObject({ ok: true, unchanged: 2 });
  });

  test("[GD3] an edit of the story is one cause for all goldens that it moves, told for people and for scripts", async () => {
    editFile(workshop.at("mist.scene.yaml"), "The boat rocks", "The boat sways");
    const report = await check(own, 1);
    expect(report.groups).toMatchObject([{ key: "text_changed boat", count: 2 }]);
    expect(Object.keys(report)).toEqual(["ok", "changed", "missing", "obsolete", "damaged", "unchanged", "groups", "warnings"]);
    const { stdout, exitCode } = await touchstone(["golden", "check", ...SUITE], own);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/step 1 text changed: "The boat rocks\." before, "The boat sways\." now/);
  });

  test("[GD7] a review without a terminal says what to do instead", async () => {
    const ran = await touchstoneJson<FailureJson>(["golden", "review", ...SUITE], { ...own, exitCode: 4 });
    expect(ran.error).toMatchObject({ code: "USAGE", hint: expect.stringContaining("touchstone golden accept") as string });
  });

  test("[GD9] a cause is accepted, and what no play stands for is pruned", async () => {
    const accepted = await touchstoneJson(["golden", "accept", "--cause", "text_changed boat", ...SUITE], own);
    expect(accepted).toMatchObject({ written: { length: 2 }, report: { ok: true } });
    editFile(workshop.at("mist.suite.yaml"), /\n {2}linear.*/, "");
    expect(await check(own, 5)).toMatchObject({ obsolete: [{ golden: "mina/linear/mist.seed6.trace.jsonl" }] });
    expect(await touchstoneJson(["golden", "prune", ...SUITE], own)).toEqual({ removed: ["mina/linear/mist.seed6.trace.jsonl"] });
    expect((await touchstone(["golden", "accept", ...SUITE], own)).stderr).toContain("nothing is named");
  });
});
