import path from "node:path";
import { describe, expect, test } from "vitest";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import { loadProject } from "../../src/engine/project.ts";
import { goldenMode, readGolden } from "../support/golden.ts";
import { planGolden } from "../support/plan-golden.ts";

const GOLDEN = path.join(import.meta.dirname, "wickwater-plans.golden.txt");
const SAMPLE = new URL("../../examples/wickwater", import.meta.url).pathname;

/** The built-in renderer's version is named here, so that a better drawing does not look like another plan. */
const SETTINGS = { builtinRenderer: "golden/1", drawnSeed: 7, adjustments: [] };

const HEAD = `# touchstone.golden/1: every plan of examples/wickwater (renderer golden/1, drawn seed 7)
# A difference here is a difference in what users get. Look at each line before you accept it:
#   TOUCHSTONE_GOLDEN=accept npx vitest run tests/golden/wickwater-plans.test.ts
`;

test("every sample spec compiles to the recorded prompts, stack, contract, seeds and digests", async () => {
  const { records } = await loadProject({ projectDir: SAMPLE });
  const plans = [...records.specs.values()].map((spec) => planSpec(selectInputs(records, spec), SETTINGS));
  expect(plans).toHaveLength(29);
  const text = `${HEAD}\n${plans.map(planGolden).join("\n\n")}\n`;
  expect(text).toBe(readGolden(GOLDEN, text));
});

describe("goldens are written on purpose only", () => {
  test.each([
    [{}, "compare"],
    [{ CI: "true" }, "compare"],
    [{ TOUCHSTONE_GOLDEN: "accept" }, "accept"],
    [{ TOUCHSTONE_GOLDEN: "accept", CI: "false" }, "accept"],
    [{ TOUCHSTONE_GOLDEN: "accept", CI: "true" }, "refuse"],
  ])("%j: %s", (env, mode) => {
    expect(goldenMode(env)).toBe(mode);
  });

  test("a refusal writes nothing", () => {
    const file = path.join(import.meta.dirname, "never-written.txt");
    expect(() => readGolden(file, "text", "refuse")).toThrow("never written");
    expect(() => readGolden(file, "text", "compare")).toThrow("is not there");
  });
});
