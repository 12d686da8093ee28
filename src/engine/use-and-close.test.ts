import { expect, test } from "vitest";
import { useAndClose } from "./use-and-close.ts";

/** Opens `lock`, then `store`, whose close fails as told; `done` receives what happened in order. */
function open(done: string[], storeFails: boolean) {
  return (opened: (close: () => Promise<void> | void) => void): void => {
    opened(() => void done.push("lock closed"));
    opened(async () => {
      await Promise.resolve();
      done.push("store closed");
      if (storeFails) throw new TypeError("the store did not close");
    });
  };
}

test("what was opened last is closed first, after the work", async () => {
  const done: string[] = [];
  const result = await useAndClose(async (opened) => {
    open(done, false)(opened);
    done.push("worked");
    return await Promise.resolve(7);
  });
  expect([result, done]).toEqual([7, ["worked", "store closed", "lock closed"]]);
});

test("a close that fails keeps no other from being tried, and is what is thrown", async () => {
  const done: string[] = [];
  const work = useAndClose(async (opened) => await Promise.resolve(open(done, true)(opened)));
  await expect(work).rejects.toThrow("the store did not close");
  expect(done).toEqual(["store closed", "lock closed"]);
});

test("work that fails is what is thrown, also when a close fails after it; what was open by then is closed", async () => {
  const done: string[] = [];
  const work = useAndClose(async (opened) => {
    open(done, true)(opened);
    return await Promise.reject(new RangeError("the work failed"));
  });
  await expect(work).rejects.toThrow("the work failed");
  expect(done).toEqual(["store closed", "lock closed"]);
});
