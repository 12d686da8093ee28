import { expect, test } from "vitest";
import type { StoredEvent } from "../events/event.ts";
import { jobSamples, sampleEvent, sampleImage, storedSample, versionSamples } from "../events/sample-events.fixture.ts";
import { learnSubjects, listUnknownSubjects } from "./event-subjects.ts";
import { eventSentence } from "./event-sentence.ts";
import { sentenceText } from "./sentence.ts";
import { sampleStory } from "./story.fixture.ts";

const said = (events: readonly StoredEvent[], whole?: number) => {
  const subjects = learnSubjects(events, whole);
  return events.map((event) => sentenceText(eventSentence(event, subjects)));
};

test("a chain reads as a story", () => {
  expect(said(sampleStory())).toEqual([
    "ember-sword is queued: 2 images",
    "Attempt 1 at ember-sword began",
    "Image 1 of 2 of ember-sword is stored",
    "Image 2 of 2 of ember-sword is stored",
    "A version of ember-sword exists: 2 images",
    "ember-sword was made again with the next seed: blank: image 1 is empty",
    "ember-sword is made, in 30 ms: its version",
    "ember-sword is queued again with the next seed: 2 images",
    "Attempt 1 at ember-sword began",
    "A version of ember-sword exists: 2 images",
    "ember-sword was approved by policy",
  ]);
});

test("an image whose job was not followed from its start is named, not counted", () => {
  const [, , image] = sampleStory();
  expect(said([image as StoredEvent])).toEqual(["Take 1, frame 1 of job j1 is stored"]);
});

test("images are not counted where some of them may not have been read", () => {
  expect(said(sampleStory().slice(0, 3), 2)[2]).toBe("Take 1, frame 1 of ember-sword is stored");
});

test.each([
  [jobSamples.retry("j", "a"), "An attempt at job j failed: no answer in 60 s. Next try in 2 s"],
  [jobSamples.failed("j", "a"), "job j could not be made: no answer in 60 s"],
  [jobSamples.escalated("j", "a"), "job j could not be made and waits for a person. Look at the renderer"],
  [jobSamples.drained("j", "a"), "job j went back to the queue: Touchstone was closed"],
  [jobSamples.due("j"), "The wait is over: job j is queued again"],
  [jobSamples.lost("j", "a"), "The process that made job j died; the job is queued again"],
  [jobSamples.superseded("j", "a", null), "A version of job j came too late and is kept aside"],
  [jobSamples.superseded("j", "a", sampleImage(0)), "An image of job j came too late and is kept aside"],
  [jobSamples.canceled("j"), "The job for job j was canceled by a person"],
  [versionSamples.rejected("v", "person"), "version v was rejected by a person"],
])("$type says what happened", (event, sentence) => {
  expect(said([storedSample(event, 1)])).toEqual([sentence]);
});

test.each([
  ["pass", "version v passed 2 checks"],
  ["fail", "version v failed: blank"],
  ["uncertain", "version v is uncertain: blank, palette"],
  ["unchecked", "version v is unchecked: its contract asks for nothing that was measured"],
] as const)("a verdict %s names the checks that made it", (verdict, sentence) => {
  const [blank, palette] = verdict === "pass" ? (["pass", "pass"] as const) : (["fail", "uncalibrated"] as const);
  const checks = [
    { check: "blank", outcome: blank, severity: "hard" },
    { check: "palette", outcome: palette, severity: "soft" },
  ] as const;
  const payload = { verdict, rulesVersion: 1, checks: [...checks] };
  expect(said([storedSample(sampleEvent("version.checked", "v", { payload }), 1)])).toEqual([sentence]);
});

test("a replay says its three answers, and pixels that were not rendered are not called equal", () => {
  const payload = { decisions: "equal", environment: "unknown", pixels: "not_run", differences: 0 } as const;
  expect(said([storedSample(sampleEvent("replay.done", "v", { payload }), 1)])).toEqual([
    "version v was replayed: decisions equal, environment unknown, pixels not rendered",
  ]);
});

test("jobs and versions whose first event was not read are known to be missing, once each", () => {
  const events = sampleStory().slice(1, 7);
  expect(listUnknownSubjects(events, learnSubjects(events))).toEqual(["j1"]);
});
