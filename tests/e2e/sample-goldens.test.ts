import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { GoldenReport } from "../../src/core/playtest/golden/golden-report.ts";
import { touchstoneJson } from "../support/touchstone.ts";

const cwd = join(dirname(dirname(import.meta.dirname)), "examples", "wickwater");

test("the sample's suites play as their goldens say", async () => {
  const report = await touchstoneJson<GoldenReport>(["golden", "check", "--ci"], { cwd, exitCode: 0 });
  expect(report).toEqual({
    ok: true,
    changed: [],
    missing: [],
    obsolete: [],
    damaged: [],
    unchanged: 13,
    groups: [],
    warnings: [],
  });
});
