import { expect, test } from "vitest";
import { BROKEN, imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import { checkDecodable } from "./decodable.ts";

test("[C1] an image with all its pixels passes, even of 1x1", () => {
  const check = checkDecodable(inputOf({}, [imageOf(["r"])]));
  expect(check).toEqual({
    check: "decodable",
    version: 1,
    outcome: "pass",
    severity: "hard",
    evidence: { numbers: { images: 1, undecodable: 0 } },
  });
});

test("[C1] one image that cannot be decoded fails the version and is named", () => {
  const broken = { ...BROKEN, variant: 1, part: "frame:3" };
  const check = checkDecodable(inputOf({}, [imageOf(["r"]), broken]));
  expect(check.outcome).toBe("fail");
  expect(check.evidence.numbers).toEqual({ images: 2, undecodable: 1 });
  expect(check.evidence.note).toBe("variant 1 frame:3: could not be decoded");
});

test("[C1] pixels that do not fill the stated size are not a decoded image", () => {
  const short = { width: 2, height: 2, rgba: new Uint8Array(12) };
  const empty = { width: 0, height: 0, rgba: new Uint8Array(0) };
  for (const pixels of [short, empty]) {
    expect(checkDecodable(inputOf({}, [imageOf(["r"], { pixels })])).outcome).toBe("fail");
  }
});

test("[C1] no image at all is a failure, not a vacuous pass", () => {
  const check = checkDecodable(inputOf({}, []));
  expect(check.outcome).toBe("fail");
  expect(check.evidence.note).toBe("there is no image");
});
