import { expect, test } from "vitest";
import { createIds, type IdSource, isRecordId } from "./ids.ts";
import { openStream } from "./random.ts";

const NOW_MS = 1_763_640_000_000;

function sourceOf(nowMs: () => number): IdSource {
  const stream = openStream(7, "ids");
  return { nowMs, randomUint32: () => stream.nextUint32() };
}

function firstUnsorted(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => index > 0 && id <= (ids[index - 1] ?? ""));
}

test("[D4] 100,000 ids made while the clock stands still are all different and in order", () => {
  const newId = createIds(sourceOf(() => NOW_MS));
  const ids = Array.from({ length: 100_000 }, newId);
  expect(ids.every(isRecordId)).toBe(true);
  expect(firstUnsorted(ids)).toBeUndefined();
});

test("[D4] the counter of one millisecond may overflow without a repeat or a step back", () => {
  const newId = createIds({ nowMs: () => NOW_MS, randomUint32: () => 0xffff_ffff });
  expect(firstUnsorted(Array.from({ length: 1_000 }, newId))).toBeUndefined();
});

test("[D4] ids keep increasing when the clock steps back by a second, an hour or to 1970", () => {
  let nowMs = NOW_MS;
  const newId = createIds(sourceOf(() => nowMs));
  const ids = [0, 5, -1_000, 1, -3_600_000, -NOW_MS, 0].flatMap((step) => {
    nowMs = NOW_MS + step;
    return [newId(), newId()];
  });
  expect(firstUnsorted(ids)).toBeUndefined();
});

test("[D4] ids after a restart sort after those of the last event's millisecond, even under a clock that stepped back", () => {
  for (const clockMs of [NOW_MS, NOW_MS - 60_000]) {
    const before = createIds({ nowMs: () => NOW_MS, randomUint32: () => 0xffff_fff0 })();
    const after = createIds({ nowMs: () => clockMs, randomUint32: () => 0 }, NOW_MS)();
    expect(after > before).toBe(true);
  }
});

test("[D4] an id carries its time, version and variant, and anything else is no record id", () => {
  const id = createIds(sourceOf(() => 0x0123_4567_89ab))();
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab]/);
  expect([id.toUpperCase(), `${id}\n`, id.replace("-7", "-4"), "", "../x"].filter(isRecordId)).toEqual([]);
});
