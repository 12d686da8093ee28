import { expect, test } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const NOW = Date.UTC(2026, 4, 1, 12, 0, 0);

test.each([
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": " 1.5 " }, 1500],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
  [{ "retry-after": "Fri, 01 May 2026 12:00:20 GMT" }, 20_000],
  [{ "retry-after": "Fri, 01 May 2026 11:00:00 GMT" }, 0],
  // The provider's clock is an hour ahead of ours, so both of its dates are.
  [{ "retry-after": "Fri, 01 May 2026 13:00:20 GMT", date: "Fri, 01 May 2026 13:00:00 GMT" }, 20_000],
  [{}, null],
  [{ "retry-after": "-3" }, null],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "2026-05-01 12:00:20" }, null],
  [{ "retry-after": "99999999999999999999" }, null],
])("[MP11] %j asks for a pause of %j ms", (headers: Readonly<Record<string, string>>, expected) => {
  expect(readRetryAfter((name) => headers[name] ?? null, NOW)).toBe(expected);
});
