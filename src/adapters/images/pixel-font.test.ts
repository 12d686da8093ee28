import { expect, test } from "vitest";
import { GLYPH_ROWS, textColumns, textPixels } from "./pixel-font.ts";

/** A text as rows of `#` and `.`, to be read by a person. */
function drawn(text: string): readonly string[] {
  const pixels = textPixels(text);
  const isSet = (x: number, y: number) => pixels.some((pixel) => pixel.x === x && pixel.y === y);
  return Array.from({ length: GLYPH_ROWS }, (_, y) =>
    Array.from({ length: textColumns(text) }, (_column, x) => (isSet(x, y) ? "#" : ".")).join(""),
  );
}

const PRINTABLE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));

test("every printable ASCII character has its own picture", () => {
  const pictures = PRINTABLE.map((character) => drawn(character).join("\n"));
  expect(pictures.filter((picture) => !picture.includes("#"))).toEqual([]);
  expect(new Set(pictures).size).toBe(PRINTABLE.length);
});

test("a word reads as it should, with its descender below the line", () => {
  expect(drawn("Ay")).toEqual([
    ".###......",
    "#...#.....",
    "#...#.#..#",
    "#####.#..#",
    "#...#.#..#",
    "#...#.#..#",
    "#...#..###",
    ".........#",
    ".......##.",
  ]);
});

test("accents are dropped, and what the font lacks shows as a question mark", () => {
  expect(drawn("É漢")).toEqual(drawn("E?"));
});

test("an empty text is no wider than nothing", () => {
  expect(textColumns("")).toBe(0);
  expect(textPixels("")).toEqual([]);
});
