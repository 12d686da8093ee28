import { expect, test } from "vitest";
import { createPreviews, type Preview } from "./previews.ts";

const picture = (...bytes: number[]): Preview => ({ type: "image/png", bytes: new Uint8Array(bytes) });

test("the newest picture of each job is kept, and its counter changes with each", () => {
  const previews = createPreviews();
  expect([previews.find("a"), previews.counterOf("a")]).toEqual([undefined, null]);
  previews.put("a", picture(1));
  const first = previews.counterOf("a");
  previews.put("b", picture(2));
  previews.put("a", picture(3));
  expect(previews.find("a")).toMatchObject(picture(3));
  expect(previews.find("b")).toMatchObject(picture(2));
  expect(new Set([first, previews.counterOf("a"), previews.counterOf("b")]).size).toBe(3);
});

test("nothing of a job that was forgotten is left, and its next picture is a new one", () => {
  const previews = createPreviews();
  previews.put("a", picture(1));
  previews.put("b", picture(2));
  const before = previews.counterOf("a");
  previews.forget("a");
  previews.forget("unknown");
  expect([previews.find("a"), previews.counterOf("a")]).toEqual([undefined, null]);
  expect(previews.find("b")).toMatchObject(picture(2));
  previews.put("a", picture(1));
  expect(previews.counterOf("a")).not.toBe(before);
});

test("pictures of at most 64 jobs are kept, those that got one last, and none of more than 1 MiB", () => {
  const previews = createPreviews();
  for (let job = 0; job < 64; job += 1) previews.put(`${job}`, picture(job));
  previews.put("0", picture(0));
  previews.put("64", picture(64));
  expect(["0", "1", "2", "64"].map((job) => previews.find(job) !== undefined)).toEqual([true, false, true, true]);
  previews.put("0", { type: "image/jpeg", bytes: new Uint8Array(1024 * 1024 + 1) });
  expect(previews.find("0")).toMatchObject(picture(0));
});
