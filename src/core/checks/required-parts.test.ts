import { expect, test } from "vitest";
import { contractOf, imageOf } from "../../../tests/support/drawn-images.ts";
import type { ContractFields } from "../assets/records/contract.ts";
import type { Check, CheckInput } from "./check.ts";
import { checkRequiredParts } from "./required-parts.ts";

/** Images by `variant part`, e.g. `0 state:up`. */
const judge = (names: readonly string[], output: CheckInput["output"], contract: ContractFields = {}): Check => {
  const images = names.map((name) => {
    const [variant, part] = name.split(" ");
    return imageOf(["r"], { variant: Number(variant), part: part ?? null });
  });
  return checkRequiredParts({ contract: contractOf(contract), output, images });
};

const button = { kind: "ui_states", parts: ["state:up", "state:down"], variants: 2 } as const;
const complete = ["0 state:up", "0 state:down", "1 state:up", "1 state:down"];

test("[C10] every part once in every variant passes", () => {
  expect(judge(complete, button)).toMatchObject({
    outcome: "pass",
    evidence: { numbers: { required: 4, missing: 0, repeated: 0, unexpected: 0 } },
  });
  expect(judge(["0"], { kind: "single_image", parts: [null], variants: 1 }).outcome).toBe("pass");
});

test("[C10] a missing, a repeated and an unexpected image each fail and are named", () => {
  expect(judge(complete.slice(1), button).evidence.note).toBe("variant 0 state:up: is missing");
  expect(judge([...complete, "0 state:up"], button).evidence.note).toBe("variant 0 state:up: is there more than once");
  const odd = judge([...complete, "2 state:up", "0"], button);
  expect(odd.outcome).toBe("fail");
  expect(odd.evidence.note).toBe("variant 2 state:up: was not asked for; variant 0: was not asked for");
});

test("[C10] a state or frame that only the contract demands is required too", () => {
  const states = judge(complete, button, { requiredStates: ["up", "disabled"] });
  expect(states.evidence.note).toBe("variant 0 state:disabled: is missing; variant 1 state:disabled: is missing");
  const frames = judge(["0 frame:0"], { kind: "animation", parts: ["frame:0"], variants: 1 }, { frames: 2 });
  expect(frames.evidence.note).toBe("variant 0 frame:1: is missing");
});

test("[C10] a version without images lacks every part, and a long list is cut", () => {
  const parts = Array.from({ length: 12 }, (_, index) => `tile:t${index}`);
  const check = judge([], { kind: "tileset", parts, variants: 1 });
  expect(check.evidence.numbers).toEqual({ required: 12, missing: 12, repeated: 0, unexpected: 0 });
  expect(check.evidence.note).toMatch(/^variant 0 tile:t0: is missing; .*tile:t7: is missing; and 4 more$/);
});
