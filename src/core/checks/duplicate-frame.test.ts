import { expect, test } from "vitest";
import { BROKEN, imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { CheckedImage, CheckInput } from "./check.ts";
import { checkDuplicateFrame } from "./duplicate-frame.ts";

const frame = (variant: number, number: number, picture: string): CheckedImage =>
  imageOf([picture], { variant, part: `frame:${number}` });
const animation = (images: readonly CheckedImage[], parts = ["frame:0", "frame:1", "frame:2"]): CheckInput => ({
  ...inputOf({}, images),
  output: { kind: "animation", parts, variants: 2 },
});

test("[C9] frames that all differ pass, and variants may repeat each other", () => {
  const images = [0, 1].flatMap((variant) => [frame(variant, 0, "r"), frame(variant, 1, "g"), frame(variant, 2, "b")]);
  expect(checkDuplicateFrame(animation(images)).outcome).toBe("pass");
});

test("[C9] a frame equal to an earlier one fails and names both", () => {
  const check = checkDuplicateFrame(animation([frame(1, 0, "r"), frame(1, 1, "g"), frame(1, 2, "r")]));
  expect(check.outcome).toBe("fail");
  expect(check.evidence).toEqual({
    numbers: { images: 3, duplicates: 1, unread: 0 },
    note: "variant 1 frame:2: same picture as frame:0",
  });
});

test("[C9] frames that could not be read are never counted as equal, and leave it uncertain", () => {
  const images = [{ ...BROKEN, part: "frame:0" }, { ...BROKEN, part: "frame:1" }, frame(0, 2, "r")];
  const check = checkDuplicateFrame(animation(images));
  expect(check.outcome).toBe("uncertain");
  expect(check.evidence.numbers).toEqual({ images: 3, duplicates: 0, unread: 2 });
  expect(checkDuplicateFrame(animation([])).outcome).toBe("uncertain");
});

test("[C9] other kinds, and an animation of one frame, are not applicable", () => {
  const states: CheckInput = { ...animation([]), output: { kind: "ui_states", parts: ["state:a", "state:b"], variants: 1 } };
  expect(checkDuplicateFrame(states).outcome).toBe("not_applicable");
  expect(checkDuplicateFrame(animation([frame(0, 0, "r")], ["frame:0"])).outcome).toBe("not_applicable");
});
