import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";
import { verdictReadingText } from "./words.ts";

const PLAIN = createPaint(false);

test("a verdict of other rules than today's is told with what today's say", () => {
  expect(verdictReadingText({ verdict: "pass", underNewerRules: null }, PLAIN)).toBe("✓ pass");
  const newer = { rulesVersion: 2, verdict: "uncertain" } as const;
  expect(verdictReadingText({ verdict: "pass", underNewerRules: newer }, PLAIN)).toBe("✓ pass, today ? uncertain");
});
