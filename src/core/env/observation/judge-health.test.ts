import { expect, test } from "vitest";
import { decideRestart, RESTART_LIMITS } from "./decide-restart.ts";
import { HEALTH_LIMITS, type HealthLook, judgeHealth, NO_HEALTH, type Sickness } from "./judge-health.ts";

const LIMITS = { silentMs: 100, idleMs: 100, stalledMs: 1000 };
const judge = (looks: readonly HealthLook[]): Sickness =>
  looks.reduce<ReturnType<typeof judgeHealth>>((so, look) => judgeHealth(so.memory, look, LIMITS), {
    sickness: null,
    memory: NO_HEALTH,
  }).sickness;
const waiting = (atMs: number, running: readonly string[], pending: number): HealthLook => ({
  atMs,
  queue: { running, pending },
  cpuMs: 0,
});
const answer = (atMs: number, running: readonly string[], cpuMs: number | null = 0): HealthLook => ({
  atMs,
  queue: { running, pending: 0 },
  cpuMs,
});
const silence = (atMs: number): HealthLook => ({ atMs, queue: null, cpuMs: 0 });

test("[EO9] silence for the limit is a sickness, and one answer ends the count", () => {
  expect(judge([silence(0), silence(99)])).toBeNull();
  expect(judge([silence(0), silence(100)])).toBe("silent");
  expect(judge([silence(0), answer(60, []), silence(90), silence(189)])).toBeNull();
});

test("[EO10] prompts that wait while none runs make a zombie", () => {
  expect(judge([waiting(0, [], 1), waiting(100, [], 1)])).toBe("zombie");
  expect(judge([waiting(0, [], 1), waiting(50, ["a"], 1), waiting(100, [], 1)])).toBeNull();
  expect(judge([answer(0, []), answer(500, [])])).toBeNull();
  expect(judge([waiting(0, [], 1), silence(50), waiting(100, [], 2)])).toBe("zombie");
});

test("[EO11] one prompt that runs while the process does nothing makes a zombie, and work never does", () => {
  expect(judge([answer(0, ["a"], 500), answer(1000, ["a"], 505)])).toBe("zombie");
  expect(judge([answer(0, ["a"], 500), answer(1000, ["b"], 500)])).toBeNull();
  expect(judge([answer(0, ["a"], 500), answer(1000, ["a"], 900)])).toBeNull();
  expect(judge([answer(0, ["a"], null), answer(5000, ["a"], null)])).toBeNull();
  const burst = [answer(0, ["a"], 0), answer(500, ["a"], 400), answer(1499, ["a"], 401)];
  expect(judge(burst)).toBeNull();
  expect(judge([...burst, answer(1500, ["a"], 401)])).toBe("zombie");
});

test("[EO12] pauses double up to the longest, and a crash loop is given up", () => {
  const limits = { ...RESTART_LIMITS, firstPauseMs: 10, longestPauseMs: 30, most: 4 };
  expect([1, 2, 3, 4, 5].map((failures) => decideRestart(failures, limits))).toEqual([10, 20, 30, 30, null]);
  expect(HEALTH_LIMITS.idleMs).toBeLessThan(HEALTH_LIMITS.stalledMs);
});
