import { expect, test } from "vitest";
import { differencesText } from "./differences-text.ts";
import { createPaint } from "./paint.ts";

const PLAIN = createPaint(false);

test("what changes, comes and goes has a sign of its own, and digests are short", () => {
  const entry = { layer: "tag", version: 1, weight: 0.5, file: "a", sha256: "b", why: "preferred by tag `item:gem`" };
  const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
  const differences = [
    { decision: "profile", before: { id: "scores", version: 1 }, after: { id: "scores", version: 2 } },
    { decision: "stack steel", before: entry, after: { ...entry, weight: 0.7 } },
    { decision: "stack glass", before: null, after: entry },
    { decision: "fragment spec_prompt negative gem blurry, dark", before: { weight: 1 }, after: null },
    { decision: "digest recipe", before: digest("a"), after: digest("b") },
  ];
  expect(differencesText(differences, PLAIN)).toBe(
    [
      "5 decisions differ",
      "  ~  profile      scores v1 → scores v2",
      "  ~  stack        steel: weight 0.5 → weight 0.7",
      "  +  stack        glass: tag, × 0.5, preferred by tag `item:gem`",
      "  −  prompt part  blurry, dark (negative, spec_prompt, gem)",
      "  ~  digest       recipe: aaaaaaaa → bbbbbbbb",
    ].join("\n"),
  );
});

test("long values stand below each other", () => {
  const differences = [{ decision: "prompt positive", before: "old ".repeat(20).trim(), after: "new ".repeat(20).trim() }];
  expect(differencesText(differences, PLAIN)).toMatch(
    /^1 decision differs\n  −  prompt  positive: old .*\n  \+ {10}positive: new .*$/,
  );
});

test("nothing is said to differ when nothing does", () => {
  expect(differencesText([], PLAIN)).toBe("No decision differs");
});
