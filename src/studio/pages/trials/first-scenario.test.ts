import { expect, test } from "vitest";
import { readScenario } from "../../../core/trials/scenario/read-scenario.ts";
import { FIRST_SCENARIO } from "./first-scenario.ts";

test("the scenario that is copied to begin with is one, and asks no provider", () => {
  const reading = readScenario({ file: "first.scenario.yaml", text: FIRST_SCENARIO });
  expect(reading).toMatchObject({ kind: "scenario", warnings: [], scenario: { name: "first", adapter: "scripted" } });
});
