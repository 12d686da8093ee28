import { expect, test } from "vitest";
import { relativeTime } from "./relative-time.ts";

const NOW = Date.UTC(2026, 0, 2, 12);

test("a time is told in its largest whole unit", () => {
  expect(relativeTime(NOW - 59_999, NOW)).toBe("59 s ago");
  expect(relativeTime(NOW - 60_000, NOW)).toBe("1 min ago");
  expect(relativeTime(NOW - 3_600_000 * 23.9, NOW)).toBe("23 h ago");
  expect(relativeTime(NOW - 86_400_000 * 3, NOW)).toBe("3 d ago");
});

test("less than a second, also by clocks that differ a little, is just now", () => {
  expect(relativeTime(NOW, NOW)).toBe("just now");
  expect(relativeTime(NOW + 900, NOW)).toBe("just now");
});

test("what is to come is told as such", () => {
  expect(relativeTime(NOW + 12_000, NOW)).toBe("in 12 s");
});
