import { once } from "node:events";
import { expect, test } from "vitest";
import { TouchstoneError } from "../core/errors.ts";
import { createBackground } from "./background.ts";

test("work goes on after its call, until it is stopped; stopping waits for it and is no failure", async () => {
  const errors: unknown[] = [];
  const background = createBackground((error) => void errors.push(error));
  let ended = false;
  background.run(async (signal) => {
    await once(signal, "abort");
    ended = true;
    throw new TouchstoneError("INTERRUPTED", "stopped");
  });
  expect(ended).toBe(false);
  await background.stop();
  expect([ended, errors]).toEqual([true, []]);
});

test("a failure that nobody waits for is told, and stops nothing else", async () => {
  const errors: unknown[] = [];
  const background = createBackground((error) => void errors.push(error));
  const failure = new TouchstoneError("DISK_FULL", "full");
  background.run(async () => await Promise.reject(failure));
  background.run(async () => await Promise.resolve());
  await expect.poll(() => errors).toEqual([failure]);
});

test("after it was stopped nothing begins", async () => {
  const background = createBackground(() => undefined);
  await background.stop();
  let began = false;
  background.run(async () => void (began = true));
  await background.stop();
  expect(began).toBe(false);
});
