import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { schemaHeader } from "../../src/core/authored/schema-header.ts";
import { findScenarios } from "../../src/engine/trials/find-scenarios.ts";
import { validateScenarios } from "../../src/engine/trials/validate-scenarios.ts";
import { runScenario } from "../../src/lib/trials.ts";

const folderOf = (example: string) => {
  const path = new URL(`../../examples/${example}/scenarios`, import.meta.url).pathname;
  return { path, name: path };
};

const FILES = ["starter", "wickwater"].flatMap((example) => findScenarios(folderOf(example)).map(({ path }) => path));

describe("the sample scenarios", () => {
  test("have no problem and no warning, and there are as many as the guide says", async () => {
    const { ok, files } = await validateScenarios([folderOf("wickwater"), folderOf("starter")]);
    expect([ok, files.length, files.flatMap(({ warnings }) => warnings)]).toEqual([true, 5, []]);
  });

  test.each(FILES)("%s passes offline, and offers its schema to editors", async (file) => {
    expect(readFileSync(file, "utf8").split("\n", 1)[0]).toBe(schemaHeader("scenario", 1));
    const run = await runScenario(file, { seed: 1 });
    expect([run.why, run.verdict, run.infra]).toEqual([run.why, "pass", 0]);
  });
});
