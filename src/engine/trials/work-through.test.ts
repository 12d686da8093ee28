import { expect, test } from "vitest";
import { openBacklog } from "./open-backlog.ts";
import { workThrough } from "./work-through.ts";

/** Items whose work ends when it is told so. */
function openWork(count: number) {
  const begun: number[] = [];
  const enders = new Map<number, { readonly end: () => void; readonly fail: (error: Error) => void }>();
  let at = 0;
  const next = (): number | undefined => (at < count ? at++ : undefined);
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    await new Promise<void>((resolve, reject) => void enders.set(item, { end: resolve, fail: reject }));
  };
  return { begun, enders, next, work };
}

const tick = async (): Promise<void> => await new Promise((resolve) => void setImmediate(resolve));

test("so many at a time are worked on, in order", async () => {
  const { begun, enders, next, work } = openWork(4);
  const all = workThrough(2, next, work);
  expect(begun).toEqual([0, 1]);
  enders.get(1)?.end();
  await tick();
  expect(begun).toEqual([0, 1, 2]);
  for (const item of [0, 2]) enders.get(item)?.end();
  await tick();
  enders.get(3)?.end();
  await all;
  expect(begun).toEqual([0, 1, 2, 3]);
});

test("after a failure nothing begins, what has begun is waited for, and the first failure is told", async () => {
  const { begun, enders, next, work } = openWork(5);
  let isOver = false;
  const all = workThrough(2, next, work).finally(() => void (isOver = true));
  enders.get(0)?.fail(new Error("disk full"));
  await tick();
  expect([isOver, begun]).toEqual([false, [0, 1]]);
  enders.get(1)?.fail(new Error("another"));
  await expect(all).rejects.toThrow("disk full");
});

test("work that goes on by itself is limited, and its failure is told at the next chance", async () => {
  const backlog = openBacklog(2);
  let end = (): void => undefined;
  const slow = new Promise<void>((resolve) => void (end = resolve));
  await backlog.add(slow);
  let isTaken = false;
  const second = backlog.add(slow).then(() => void (isTaken = true));
  await tick();
  expect(isTaken).toBe(false);
  end();
  await second;
  await backlog.add(Promise.reject(new Error("disk full"))).catch(() => undefined);
  await expect(backlog.settle()).rejects.toThrow("disk full");
});
