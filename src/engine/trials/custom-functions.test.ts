import { expect, test } from "vitest";
import { customFunctions } from "./custom-functions.ts";

const NEVER = new AbortController().signal;

async function call(
  does: (...args: readonly unknown[]) => unknown,
  args: readonly unknown[] = [],
  signal = NEVER,
): Promise<unknown> {
  return await customFunctions(new Map([["f", does]]), signal, 20).get("f")?.(...args);
}

test("a function of a custom assertion says what it says, at once or later, and throws what it throws", async () => {
  expect(await call(() => true)).toBe(true);
  expect(await call(async (facts) => await Promise.resolve(facts), [{ turns: 1 }])).toEqual({ turns: 1 });
  await expect(
    call(() => {
      throw new Error("boom");
    }),
  ).rejects.toThrow("boom");
});

test("one that waits for what never comes ends all the same", async () => {
  const hang = async (): Promise<unknown> => await new Promise(() => undefined);
  await expect(call(hang)).rejects.toThrow("the function did not answer within 20 ms");
  const stop = new AbortController();
  const stopped = customFunctions(new Map([["f", hang]]), stop.signal).get("f")?.();
  stop.abort();
  await expect(stopped).rejects.toThrow("the run was interrupted");
});

test("what it changes of the facts is its own", async () => {
  const facts = { toolCalls: [1, 2], capabilities: new Set(["cost"]) };
  await call((given) => ((given as typeof facts).toolCalls.length = 0), [facts]);
  expect(facts).toEqual({ toolCalls: [1, 2], capabilities: new Set(["cost"]) });
});
