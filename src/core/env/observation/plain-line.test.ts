import { expect, test } from "vitest";
import { plainLine } from "./plain-line.ts";

test("[EO15] a line keeps its words and nothing that a terminal obeys", () => {
  expect(plainLine("\u001b[1m\u001b[33m[WARNING]\u001b[0m Cannot import it\r")).toBe("[WARNING] Cannot import it");
  expect(plainLine("a\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c\u001bMd\te\u0000f\u001b")).toBe("abcd e f");
  expect(plainLine("  ordinary, with ünïcode  ")).toBe("ordinary, with ünïcode");
});
