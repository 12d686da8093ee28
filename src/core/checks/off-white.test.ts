import { expect, test } from "vitest";
import { draw } from "../../../tests/support/drawn-images.ts";
import { countOffWhite } from "./off-white.ts";

/** A chamber with one door; the speck in its middle is background only by way of the door. */
const CHAMBER = ["rrrrrrr", "rwwwwwr", "rwwwwwr", "rwwWwww", "rwwwwwr", "rwwwwwr", "rrrrrrr"];

function turn(rows: readonly string[]): string[] {
  return Array.from(rows[0] ?? "", (_, column) =>
    rows
      .map((row) => row[column])
      .toReversed()
      .join(""),
  );
}

test("[C4] background is followed from the border in every direction", () => {
  let rows: readonly string[] = CHAMBER;
  for (let turns = 0; turns < 4; turns++) {
    expect(countOffWhite(draw(rows))).toBe(1);
    rows = turn(rows);
  }
});

test("[C4] background does not leak through corners that only touch", () => {
  const closed = ["rrrrrww", "rwwwwrw", "rwwwwwr", "rwwWwwr", "rwwwwwr", "rwwwwwr", "rrrrrrr"];
  expect(countOffWhite(draw(closed))).toBe(0);
});
