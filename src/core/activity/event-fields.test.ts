import { z } from "zod";
import { expect, test } from "vitest";
import { EVENT_PAYLOADS } from "../events/event.ts";
import { jobSamples, sampleDigest, storedSample } from "../events/sample-events.fixture.ts";
import { eventFields } from "./event-fields.ts";

const field = (event: ReturnType<typeof jobSamples.queued>, name: string) =>
  eventFields(storedSample(event, 1)).find((one) => one.name === name);

test("every field of every payload has a name in words", () => {
  const names = Object.values(EVENT_PAYLOADS).flatMap((schema) => namesIn(z.toJSONSchema(schema)));
  const shown = eventFields({ payload: Object.fromEntries(names.map((name) => [name, "x"])) as never });
  expect(shown.filter(({ name, label }) => name === label)).toEqual([]);
  expect(shown.length).toBeGreaterThan(40);
});

test("digests, times, spans, entities and what is not known keep their kind", () => {
  expect(field(jobSamples.queued("j"), "planBlob")).toEqual({
    name: "planBlob",
    label: "Plan",
    value: { kind: "digest", text: sampleDigest("c") },
  });
  expect(field(jobSamples.retry("j", "a"), "dueAtMs")?.value).toEqual({ kind: "time", atMs: 1_763_640_002_000 });
  expect(field(jobSamples.retry("j", "a"), "delayMs")?.value).toEqual({ kind: "span", ms: 2000 });
  expect(field(jobSamples.queued("j"), "specId")?.value).toEqual({ kind: "entity", text: "ember-sword" });
  expect(field(jobSamples.queued("j"), "kind")?.value).toEqual({ kind: "text", text: "single image" });
  expect(field(jobSamples.failed("j", null), "attemptId")?.value).toEqual({ kind: "none" });
});

test("an image is shown field by field, its take counted from 1", () => {
  const value = field(jobSamples.renderDone("j", "a"), "image")?.value;
  expect(value).toMatchObject({ kind: "fields" });
  expect(value?.kind === "fields" && value.fields[0]).toEqual({
    name: "variant",
    label: "Take",
    value: { kind: "text", text: "1" },
  });
});

/** Names of all properties in a JSON Schema, nested ones included. */
function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "properties" in schema && typeof schema.properties === "object" ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}
