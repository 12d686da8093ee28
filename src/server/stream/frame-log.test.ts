import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../../core/events/event.ts";
import { jobSamples, storedSample } from "../../core/events/sample-events.fixture.ts";
import { frameEvents, framesAfter, frameMessage } from "./frame-block.ts";
import { createFrameLog } from "./frame-log.ts";

const events = (count: number): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => storedSample(jobSamples.queued(`job-${index}`), index + 1));

/** A log of so many events that notes how it is read. */
function logOf(count: number, keptBytes?: number) {
  const all = events(count);
  const reads: [since: number, limit: number][] = [];
  const log = createFrameLog(({ since, limit }) => {
    reads.push([since, limit]);
    return { events: all.slice(since, since + limit) };
  }, keptBytes);
  return { log, reads, all };
}

const idsIn = (bytes: Buffer): number[] => [...bytes.toString().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

test("no text in an event or message ends its frame or begins another", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\r", "\n", "\r\n\r\n", "\nid: 9\n", "\u2028data: x\u2029"),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const event = storedSample(jobSamples.queued(text, { specId: text, backend: text }), 1);
      const frame = frameEvents([event]).bytes.toString();
      expect(frame.split(/\r\n|\r|\n/)).toEqual(["event: event", "id: 1", expect.stringMatching(/^data: \{/), "", ""]);
      expect(JSON.parse(frame.split("\n")[2]!.slice("data: ".length))).toEqual(JSON.parse(JSON.stringify(event)));
      expect(
        frameMessage("progress", { text })
          .toString()
          .split(/\r\n|\r|\n/),
      ).toHaveLength(4);
    }),
  );
});

test("a block gives the frames after any seq in it, and none after its last", () => {
  const block = frameEvents(events(7).slice(2));
  for (let since = 2; since <= 8; since++)
    expect(idsIn(framesAfter(block, since))).toEqual([3, 4, 5, 6, 7].filter((seq) => seq > since));
});

test("readers from different places share aligned blocks, each of which is read once", () => {
  const { log, reads } = logOf(1100);
  for (const from of [0, 7, 499, 500, 1050]) {
    const seen: number[] = [];
    for (let since = from; ;) {
      const block = log.after(since, 1100);
      if (block === undefined) break;
      seen.push(...idsIn(framesAfter(block, since)));
      since = block.through;
    }
    expect(seen).toEqual(Array.from({ length: 1100 - from }, (_, index) => from + 1 + index));
  }
  expect(reads).toEqual([
    [0, 500],
    [500, 500],
    [1000, 100],
  ]);
});

test("the last block is continued when the log has grown, and only what is new is read", () => {
  const { log, reads } = logOf(700);
  expect(log.after(500, 520)?.through).toBe(520);
  expect(log.after(520, 520)).toBeUndefined();
  expect(idsIn(framesAfter(log.after(519, 523)!, 519))).toEqual([520, 521, 522, 523]);
  expect(reads).toEqual([
    [500, 20],
    [520, 3],
  ]);
});

test("blocks are forgotten, the one used longest ago first, when they need more room than they may", () => {
  const oneBlock = frameEvents(events(500)).bytes.length;
  const { log, reads } = logOf(2000, 2.5 * oneBlock);
  for (const since of [0, 500, 0, 1000, 0, 500]) log.after(since, 2000);
  expect(reads.map(([since]) => since)).toEqual([0, 500, 1000, 500]);
  const tight = logOf(1000, 10);
  expect(tight.log.after(0, 1000)?.through).toBe(500);
  expect(tight.log.after(500, 1000)?.through).toBe(1000);
});
