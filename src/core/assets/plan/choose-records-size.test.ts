import { expect, test } from "vitest";
import { planWith } from "../../../../tests/support/records.ts";

const output = { kind: "animation", width: 1024, height: 1024, variants: 1 } as const;

test("[P53] an output of more pixels than one version may have is blocked, and one that just fits is not", () => {
  const refused = planWith({ spec: { output: { ...output, frames: 65 } } });
  expect(refused.explanation.blocked.map((item) => item.reasonCode)).toEqual(["output_too_large"]);
  expect(planWith({ spec: { output: { ...output, frames: 64 } } }).explanation.blocked).toEqual([]);
});
