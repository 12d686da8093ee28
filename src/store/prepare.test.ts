import { expect, test } from "vitest";
import type { NewEvent } from "../core/events/event.ts";
import { jobSamples } from "../core/events/sample-events.fixture.ts";
import { prepareEvent } from "./prepare.ts";

const event = jobSamples.queued("job-1");
const changed = (changes: object): NewEvent => ({ ...event, ...changes });

test("[E1] a valid event is accepted, its payload in canonical form whatever the order of its keys", () => {
  const reversed = Object.fromEntries(Object.entries(event.payload).toReversed());
  const { payloadText } = prepareEvent(changed({ payload: reversed }));
  expect(payloadText).toBe(prepareEvent(event).payloadText);
  expect(payloadText.startsWith('{"backend":"builtin","chainLength":1,')).toBe(true);
});

test.each([
  ["a payload with an unknown field", { payload: { ...event.payload, extra: 1 } }],
  ["a payload that lacks a field", { payload: { by: "person" } }],
  ["an unknown type", { type: "job.exploded" }],
  ["an inherited name as type", { type: "toString" }],
  ["an empty id", { id: "" }],
  ["an entity id that is no text", { entityId: 7 }],
  ["a key with half a character", { idempotencyKey: "\ud83d" }],
  ["a key that is too long", { idempotencyKey: "k".repeat(401) }],
  ["a fractional time", { ts: 1.5 }],
  ["a negative depth", { causalDepth: -1 }],
  ["another version", { v: 2 }],
])("[E1] %s is refused as a bug", (_, changes) => {
  expect(() => prepareEvent(changed(changes))).toThrow(/./);
});

test("[E11] a drained job names its attempt, and one whose delay is over names none", () => {
  for (const event of [jobSamples.due("job-1"), jobSamples.drained("job-1", "attempt-1")]) {
    expect(prepareEvent(event).type).toBe("job.requeued");
  }
  const unnamed = { ...jobSamples.due("job-1"), payload: { reason: "drained", attemptId: null } } as NewEvent;
  const named = { ...jobSamples.due("job-1"), payload: { reason: "due", attemptId: "attempt-1" } } as NewEvent;
  for (const event of [unnamed, named]) expect(() => prepareEvent(event)).toThrow("only a drained job names an attempt");
});

test("[E3] an event about the wrong kind of entity is refused as a bug", () => {
  expect(() => prepareEvent(changed({ entityType: "spec" }))).toThrow("`job.queued` is about a job, not a spec");
});

test("[E4] the eighth consequence in a chain is accepted, the ninth refused", () => {
  expect(prepareEvent(changed({ causalDepth: 8 })).causalDepth).toBe(8);
  expect(() => prepareEvent(changed({ causalDepth: 9 }))).toThrow(expect.objectContaining({ code: "STATE_CONFLICT" }));
});
