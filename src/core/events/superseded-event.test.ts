import { expect, test } from "vitest";
import { sampleImage } from "./sample-events.fixture.ts";
import { supersededEvent } from "./superseded-event.ts";

const facts = { id: "event-1", ts: 7, job: { id: "job-1", chainId: "chain-1", depth: 2 }, attemptId: "attempt-1" };

test("[E14] each late result is kept once: its key is the attempt's with the image, or with the whole version", () => {
  const image = sampleImage(3, "frame:1");
  const event = supersededEvent({ ...facts, image, reason: "canceled" });
  expect(event).toMatchObject({ type: "job.superseded", entityId: "job-1", causalChainId: "chain-1", causalDepth: 2 });
  expect(event.payload).toEqual({ attemptId: "attempt-1", image, reason: "canceled" });
  const keyOf = (one: typeof image | null) => supersededEvent({ ...facts, image: one, reason: "" }).idempotencyKey;
  expect([keyOf(image), keyOf(sampleImage(0)), keyOf(null)]).toEqual([
    "attempt-1/3/frame:1",
    "attempt-1/0/image",
    "attempt-1/version",
  ]);
});

test("[E14] a reason that is too long is cut", () => {
  const { payload } = supersededEvent({ ...facts, image: null, reason: "x".repeat(5000) });
  expect(payload).toMatchObject({ reason: "x".repeat(4000) });
});
