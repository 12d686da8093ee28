import { expect, test } from "vitest";
import { blobReferences } from "./blob-references.ts";
import { EVENT_PAYLOADS } from "./event.ts";
import { jobSamples, sampleDigest, storedSample, versionSamples } from "./sample-events.fixture.ts";

test("[E12] plan, image, escalation evidence, evidence document and images of a version are references", () => {
  const references = (event: Parameters<typeof storedSample>[0]) => blobReferences(storedSample(event, 1));
  expect(references(jobSamples.queued("job-1"))).toEqual([sampleDigest("c")]);
  expect(references(jobSamples.renderDone("job-1", "attempt-1"))).toEqual([sampleDigest("1")]);
  expect(references(jobSamples.escalated("job-1", "attempt-1"))).toEqual([sampleDigest("3")]);
  expect(references(versionSamples.created("version-1", "job-1"))).toEqual([
    sampleDigest("e"),
    sampleDigest("1"),
    sampleDigest("1"),
  ]);
  expect(references(jobSamples.superseded("job-1", "attempt-1"))).toEqual([sampleDigest("1")]);
  expect(references(jobSamples.superseded("job-1", "attempt-1", null))).toEqual([]);
  expect(references(jobSamples.canceled("job-1"))).toEqual([]);
});

test("[E12] no other type of event has a field that is described as a stored blob", () => {
  const known = new Set(["job.queued", "job.render_done", "job.superseded", "job.escalated", "version.created"]);
  const naming = Object.entries(EVENT_PAYLOADS)
    .filter(([, schema]) => /blob|image|evidence/i.test(Object.keys(schema.shape).join()))
    .map(([type]) => type);
  expect(naming.filter((type) => !known.has(type))).toEqual([]);
  expect(naming.length).toBe(known.size);
});
