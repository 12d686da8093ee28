import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { ContractFields } from "../assets/records/contract.ts";
import type { Check } from "./check.ts";
import { checkPalette } from "./palette.ts";

const loose = { colors: ["#ff0000", "#00FF00"], maxDistance: 0.1 };
const locked = { ...loose, maxDistance: 0 };
const judge = (contract: ContractFields, rows: readonly string[]): Check => checkPalette(inputOf(contract, [imageOf(rows)]));

test("[C8] nothing but palette colours is a fact and a pass, locked or not, in any spelling and alpha", () => {
  expect(judge({ palette: loose }, [".rgh"]).outcome).toBe("pass");
  expect(judge({ palette: locked }, [".rgh"])).toMatchObject({ outcome: "pass", severity: "hard" });
});

test("[C8] a colour outside a locked palette fails with the number of pixels", () => {
  const check = judge({ palette: locked }, ["rrb.", "gb.."]);
  expect(check).toMatchObject({ outcome: "fail", severity: "hard" });
  expect(check.evidence.numbers).toEqual({ images: 1, visiblePixels: 5, offPalettePixels: 2 });
  expect(check.evidence.note).toBe("variant 0: 2 of 5 visible pixels not of the palette");
});

test("[C8] white belongs to the palette where the background may be white, and only there", () => {
  expect(judge({ palette: locked, background: "white" }, ["wr"]).outcome).toBe("pass");
  expect(judge({ palette: locked, background: "white_or_transparent" }, ["wr"]).outcome).toBe("pass");
  expect(judge({ palette: locked, background: "transparent" }, ["wr"]).outcome).toBe("fail");
});

test("[C11] a colour near a loose palette is neither a pass nor a failure", () => {
  expect(judge({ palette: loose }, ["rb"])).toMatchObject({ outcome: "uncalibrated", severity: "soft" });
});

test("[C11] an image with nothing to compare is uncertain", () => {
  expect(judge({ palette: locked }, ["."]).outcome).toBe("uncertain");
});

test("[C8] without a palette it is not applicable", () => {
  expect(judge({}, ["r"]).outcome).toBe("not_applicable");
});
