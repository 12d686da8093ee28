import { expect, test } from "vitest";
import { callOf } from "../../../tests/support/models/ask.ts";
import { askPatiently, type RetryPolicy } from "./ask-patiently.ts";
import type { Attempt, FailedAttempt } from "./attempt.ts";
import type { ModelCall } from "./model-provider.ts";

const busy: FailedAttempt = {
  kind: "failed",
  code: "PROVIDER_BUSY",
  message: "too many",
  status: 429,
  isTransient: true,
  retryAfterMs: null,
  wire: null,
  latencyMs: 10,
};

/** Asks a provider whose tries take 10 ms each and end as given; the last of them goes on. */
async function ask(ends: readonly FailedAttempt[], unusual: Partial<ModelCall> & { seed?: number; policy?: RetryPolicy } = {}) {
  const { seed = 1, policy, ...call } = unusual;
  let nowMs = 0;
  let tries = 0;
  const clock = { now: () => nowMs, wait: async (ms: number) => await Promise.resolve(void (nowMs += ms)) };
  const tryOnce = async (): Promise<Attempt> => {
    nowMs += 10;
    return await Promise.resolve(ends[Math.min(tries++, ends.length - 1)] ?? busy);
  };
  const answer = await askPatiently(tryOnce, callOf(call), { clock, seed, policy });
  return { answer, nowMs, pauses: answer.failedTries.map(({ waitedMs }) => waitedMs) };
}

test("[MP10] pauses double up to the limit, and are at most a half shorter", async () => {
  const { pauses, answer } = await ask([busy], { policy: { tries: 6, baseMs: 1000, maxMs: 5000 } });
  expect(answer).toMatchObject({ code: "PROVIDER_BUSY", message: "too many (6 tries)", latencyMs: 10 });
  const longest = [1000, 2000, 4000, 5000, 5000];
  for (const [index, most] of longest.entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(most / 2);
    expect(pauses[index]).toBeLessThanOrEqual(most);
  }
  expect(pauses[5]).toBe(0);
});

test("[MP10] chance is the same for the same call of the same run, and another for any other", async () => {
  const { pauses } = await ask([busy], { trialIndex: 3, ordinal: 2 });
  expect((await ask([busy], { trialIndex: 3, ordinal: 2 })).pauses).toEqual(pauses);
  const others = [
    { trialIndex: 4, ordinal: 2 },
    { trialIndex: 3, ordinal: 1 },
    { trialIndex: 3, ordinal: 2, seed: 2 },
  ];
  for (const other of others) expect((await ask([busy], other)).pauses).not.toEqual(pauses);
});

test("[MP11] a pause that was asked for is taken, and none is shorter than ours", async () => {
  expect((await ask([{ ...busy, retryAfterMs: 90_000 }, busy])).pauses[0]).toBe(90_000);
  expect((await ask([{ ...busy, retryAfterMs: 0 }, busy])).pauses[0]).toBeGreaterThanOrEqual(500);
});

test("[MP11] a pause longer than the time that is left ends the call at once", async () => {
  const { answer, nowMs } = await ask([{ ...busy, retryAfterMs: 3_600_000 }], { limitMs: 60_000 });
  expect(nowMs).toBe(10);
  expect(answer).toMatchObject({
    code: "PROVIDER_BUSY",
    message: "too many; it asks to wait 3600 s, which is longer than the call may take",
    failedTries: { length: 1 },
  });
});

test("[MP12] tries and pauses together stay within the limit", async () => {
  const { answer, nowMs } = await ask([busy], { limitMs: 2500, policy: { tries: 100, baseMs: 1000, maxMs: 1000 } });
  expect(answer).toMatchObject({ kind: "failure", code: "PROVIDER_BUSY" });
  expect(nowMs).toBeLessThan(2500);
  expect(answer.failedTries.length).toBeGreaterThan(2);
});

test("[MP12] nobody is asked once the call was stopped", async () => {
  const { answer, nowMs } = await ask([busy], { signal: AbortSignal.abort() });
  expect(answer).toMatchObject({ code: "INTERRUPTED", failedTries: [] });
  expect(nowMs).toBe(0);
});

test("[MP9] what stays fails at once", async () => {
  const { answer } = await ask([{ ...busy, code: "PROVIDER_REFUSED", isTransient: false }]);
  expect(answer).toMatchObject({ code: "PROVIDER_REFUSED", message: "too many", failedTries: [{ waitedMs: 0 }] });
});
