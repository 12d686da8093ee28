import { expect, test } from "vitest";
import { newEvent } from "./new-event.ts";
import { sampleDigest } from "./sample-events.fixture.ts";

const facts = { id: "event-1", ts: 7, chain: { id: "chain-1", depth: 2 }, key: "key-1" };

test("[E3] a new event is about the kind of entity that its type is about, at version 1 of its payload", () => {
  const replayed = { decisions: "equal", environment: "unknown", pixels: "not_run", differences: 0 } as const;
  expect(newEvent({ ...facts, type: "replay.done", entityId: "version-1", payload: replayed })).toEqual({
    id: "event-1",
    ts: 7,
    type: "replay.done",
    v: 1,
    entityType: "version",
    entityId: "version-1",
    causalChainId: "chain-1",
    causalDepth: 2,
    idempotencyKey: "key-1",
    payload: replayed,
  });
  const frozen = { specDigest: sampleDigest("a"), inputsDigest: sampleDigest("b"), recipeDigest: null };
  expect(newEvent({ ...facts, type: "spec.ready", entityId: "walk", payload: frozen }).entityType).toBe("spec");
});
