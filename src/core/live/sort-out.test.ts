import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../events/event.ts";
import { jobSamples, storedSample } from "../events/sample-events.fixture.ts";
import { sortOut } from "./sort-out.ts";

const events = (...seqs: number[]): StoredEvent[] => seqs.map((seq) => storedSample(jobSamples.queued(`job-${seq}`), seq));

test.each([
  { seq: 3, arrived: [4, 5], fresh: [4, 5], missingThrough: null },
  { seq: 3, arrived: [2, 3], fresh: [], missingThrough: null },
  { seq: 3, arrived: [3, 4], fresh: [4], missingThrough: null },
  { seq: 3, arrived: [6], fresh: [], missingThrough: 6 },
  { seq: 3, arrived: [4, 6, 7], fresh: [4], missingThrough: 7 },
  { seq: 3, arrived: [], fresh: [], missingThrough: null },
])("after $seq, of $arrived, $fresh are fresh", ({ seq, arrived, fresh, missingThrough }) => {
  expect(sortOut(seq, events(...arrived))).toEqual({ fresh: events(...fresh), missingThrough });
});

test("whatever arrives in whatever order, with the gaps filled each event is delivered once and in order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(5)), { maxLength: 40 }), (arrivals) => {
      const delivered: number[] = [];
      const accept = (arrived: readonly StoredEvent[]): void => {
        const { fresh, missingThrough } = sortOut(delivered.length, arrived);
        delivered.push(...fresh.map((event) => event.seq));
        if (missingThrough === null) return;
        const missing = Array.from({ length: missingThrough - delivered.length }, (_, index) => delivered.length + 1 + index);
        accept(events(...missing));
      };
      for (const [first, more] of arrivals) accept(events(...Array.from({ length: more + 1 }, (_, index) => first + 1 + index)));
      const last = Math.max(0, ...arrivals.map(([first, more]) => first + more + 1));
      expect(delivered).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    }),
  );
});
