import { expect, test } from "vitest";
import { findStall, PATIENCE } from "./watchdog.ts";

const MINUTE_MS = 60_000;
const pending = (quietForMs: number, idleForMs: number | null) =>
  findStall({ state: "pending", quietForMs, idleForMs, tellsSteps: true }, PATIENCE);
const running = (quietForMs: number, tellsSteps = true) =>
  findStall({ state: "running", quietForMs, idleForMs: null, tellsSteps }, PATIENCE);

test("[CF40] a prompt that waits while nothing runs is given up after a minute", () => {
  expect(pending(MINUTE_MS, MINUTE_MS - 1)).toBeUndefined();
  expect(pending(MINUTE_MS, MINUTE_MS)).toBe("it waits, and the server has run nothing for 60 s: its worker has died");
});

test("[CF41] a prompt whose steps are heard is given up when nothing has moved for ten minutes", () => {
  expect(running(10 * MINUTE_MS - 1)).toBeUndefined();
  expect(running(10 * MINUTE_MS)).toBe("it runs and has got nowhere for 10 min");
});

test("[CF43] a prompt that runs without a word of its steps is given up after an hour", () => {
  expect(running(60 * MINUTE_MS - 1, false)).toBeUndefined();
  expect(running(60 * MINUTE_MS, false)).toBe("it runs without a word of its steps, and has got nowhere for 60 min");
});

test("[CF42] a prompt that waits behind another is given up when nothing has moved for an hour", () => {
  expect(pending(60 * MINUTE_MS - 1, null)).toBeUndefined();
  expect(pending(60 * MINUTE_MS, null)).toBe("it waits behind a prompt that has got nowhere for 60 min");
});
