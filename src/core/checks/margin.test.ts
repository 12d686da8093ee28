import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { ContractFields } from "../assets/records/contract.ts";
import type { Check } from "./check.ts";
import { checkMargin } from "./margin.ts";

const judge = (contract: ContractFields, rows: readonly string[]): Check => checkMargin(inputOf(contract, [imageOf(rows)]));

test("[C6] an empty frame of the asked width passes, one pixel wider does not", () => {
  const rows = [".....", ".....", "..r..", ".....", "....."];
  expect(judge({ marginPx: 2 }, rows).outcome).toBe("pass");
  expect(judge({ marginPx: 3 }, rows).outcome).toBe("fail");
});

test("[C6] one stray pixel in the margin fails, on every side and in every corner", () => {
  for (let place = 0; place < 16; place++) {
    const isInside = [5, 6, 9, 10].includes(place);
    const letters = Array.from({ length: 16 }, (_, index) => (index === place ? "~" : ".")).join("");
    const rows = [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8, 12), letters.slice(12)];
    expect(judge({ marginPx: 1, background: "transparent" }, rows).outcome).toBe(isInside ? "pass" : "fail");
  }
});

test("[C6] the finding says how many pixels stray, in an image that is wider than high", () => {
  const check = judge({ marginPx: 1 }, ["..r....", ".rrr...", "...r..r"]);
  expect(check.evidence).toEqual({
    numbers: { images: 1, strayPixels: 3, marginPx: 1 },
    note: "variant 0: 3 pixels in the margin of 1",
  });
});

test("[C6] white is empty only where the background may be white, and only pure white", () => {
  const white = ["www", "wrw", "www"];
  expect(judge({ marginPx: 1, background: "white" }, white).outcome).toBe("pass");
  expect(judge({ marginPx: 1, background: "white_or_transparent" }, white).outcome).toBe("pass");
  expect(judge({ marginPx: 1, background: "transparent" }, white).outcome).toBe("fail");
  expect(judge({ marginPx: 1, background: "white" }, ["www", "wrW", "www"]).outcome).toBe("fail");
});

test("[C6] an opaque image whose empty colour nobody named is uncertain, not failed", () => {
  const full = ["ggg", "grg", "ggg"];
  expect(judge({ marginPx: 1 }, full).outcome).toBe("uncertain");
  expect(judge({ marginPx: 1, background: "opaque" }, full).outcome).toBe("uncertain");
  expect(judge({ marginPx: 1, background: "any" }, ["g.g", "grg", "ggg"]).outcome).toBe("fail");
});

test("[C6] an image smaller than its margins is all margin", () => {
  expect(judge({ marginPx: 5 }, ["."]).outcome).toBe("pass");
  expect(judge({ marginPx: 5, background: "transparent" }, ["r"]).outcome).toBe("fail");
});

test("[C6] no margin, or one of 0, is not applicable", () => {
  expect(judge({}, ["r"]).outcome).toBe("not_applicable");
  expect(judge({ marginPx: 0 }, ["r"]).outcome).toBe("not_applicable");
});
