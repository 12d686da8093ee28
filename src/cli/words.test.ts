import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";
import { standingText, verdictReadingText } from "./words.ts";

const PLAIN = createPaint(false);

test("a verdict of other rules than today's is told with what today's say", () => {
  expect(verdictReadingText({ verdict: "pass", underNewerRules: null }, PLAIN)).toBe("✓ pass");
  const newer = { rulesVersion: 2, verdict: "uncertain" } as const;
  expect(verdictReadingText({ verdict: "pass", underNewerRules: newer }, PLAIN)).toBe("✓ pass, today ? uncertain");
});

test("a version that was superseded waits for nobody, unless somebody decided about it", () => {
  expect(standingText({ decision: "pending", supersededBy: null }, PLAIN)).toBe("waits for a person");
  expect(standingText({ decision: "pending", supersededBy: "v2" }, PLAIN)).toBe("superseded by a regeneration");
  expect(standingText({ decision: "approved", supersededBy: "v2" }, PLAIN)).toBe("approved");
});
