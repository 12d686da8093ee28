import { expect, test } from "vitest";
import { countWords, goldenName, shareWords } from "./playtest-words.ts";

test("counts and shares read as people say them", () => {
  expect([countWords(1, "golden"), countWords(3, "golden"), countWords(2, "story", "stories")]).toEqual([
    "1 golden",
    "3 goldens",
    "2 stories",
  ]);
  const share = (covered: number, total: number) => ({ covered, total, missing: [] });
  expect(shareWords(share(12, 14), "choice")).toBe("12 of 14 choices");
  expect(shareWords(share(3, 3), "ending")).toBe("all 3 endings");
  expect(shareWords(share(0, 0), "ending")).toBe("no endings");
});

test("a golden is called by pov, category and case", () => {
  expect(goldenName("mc/linear/lantern.trace.jsonl")).toBe("mc/linear/lantern");
});
