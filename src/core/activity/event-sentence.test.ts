import { expect, test } from "vitest";
import type { EnvEventType } from "../env/history/tell-lines.ts";
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

const END = { ok: true, wallMs: 5, failure: null };
const OUTCOMES = { ended: 9, dead_end: 0, loop: 0, budget: 0, error: 0 };
const FINISHED = { target: null, cells: 9, outcomes: OUTCOMES, assertions: { holds: 2, fails: 0, unknown: 0 }, ...END };
const CHECKED = { unchanged: 9, changed: 0, missing: 0, obsolete: 0, damaged: 0, causes: 0, ...END };
const EXPLORED = {
  story: "story/mist.ink",
  policy: "guided",
  complete: false,
  plays: 1,
  steps: 9,
  coverage: null,
  findings: 2,
  defects: 1,
  ...END,
} as const;
const covered = (met: number, total: number) => ({ covered: met, total });
const COVERAGE = { nodes: covered(3, 3), choices: covered(4, 5), endings: covered(1, 1), conditions: null };

test.each([
  [sampleEvent("playtest.started", "p", { payload: { what: "suite", target: null } }), "▸ All suites are being played"],
  [
    sampleEvent("playtest.started", "p", { payload: { what: "explore", target: "story/a.ink" } }),
    "▸ `story/a.ink` is being explored",
  ],
  [sampleEvent("playtest.started", "p", { payload: { what: "check", target: null } }), "▸ Goldens are being checked"],
  [sampleEvent("playtest.finished", "p", { payload: FINISHED }), "✓ All suites were played: 9 of 9 plays ended"],
  [
    sampleEvent("playtest.finished", "p", {
      payload: {
        ...FINISHED,
        target: "suites/a.suite.yaml",
        outcomes: { ended: 5, dead_end: 1, loop: 1, budget: 1, error: 1 },
        assertions: { holds: 0, fails: 1, unknown: 2 },
        ok: false,
      },
    }),
    "✕ `suites/a.suite.yaml` was played: 5 of 9 plays ended, 1 dead end, 1 loop, 1 error, 1 stopped after the most steps, 1 assertion failed, 2 assertions undecided",
  ],
  [
    sampleEvent("playtest.explored", "p", { payload: { ...EXPLORED, ok: false } }),
    "✕ `story/mist.ink` was explored: 1 play, not everything was seen, 2 findings",
  ],
  [
    sampleEvent("playtest.explored", "p", { payload: { ...EXPLORED, complete: true, findings: 0, coverage: COVERAGE } }),
    "✓ `story/mist.ink` was explored: everything that can happen was seen, 4 of 5 choices taken, 0 findings",
  ],
  [
    sampleEvent("playtest.explored", "p", { payload: { ...EXPLORED, ok: false, failure: "its thread died" } }),
    "! `story/mist.ink` was not explored: its thread died",
  ],
  [sampleEvent("playtest.checked", "p", { payload: CHECKED }), "✓ Goldens were checked: 9 unchanged"],
  [
    sampleEvent("playtest.checked", "p", {
      payload: { ...CHECKED, changed: 3, causes: 1, missing: 1, obsolete: 2, damaged: 1, ok: false },
    }),
    "✕ Goldens were checked: 9 unchanged, 3 changed for 1 cause, 1 missing, 2 obsolete, 1 damaged",
  ],
])("a playtest says what it found, and never calls fine what was not seen: %#", (event, sentence) => {
  const stored = storedSample(event, 1);
  expect(`${eventSentence(stored, learnSubjects([])).icon} ${said([stored])[0]}`).toBe(sentence);
  expect(listUnknownSubjects([stored], learnSubjects([stored]))).toEqual([]);
});

const BEGUN = { beganAtMs: 1, recordingMode: "full", seed: 3, scenarios: [{ name: "lamp-oil", trials: 3 }], more: 0 } as const;
const TRIED = { rate: 1, trials: 3, passed: 3, failed: 0, hardFailed: 0, infra: 0, costUsd: null };
const tried = (name: string, verdict: "pass" | "fail" | "hard_fail" | "infra" | null, parts: Partial<typeof TRIED> = {}) => ({
  name,
  verdict,
  ...TRIED,
  ...parts,
});
const ended = (...scenarios: ReturnType<typeof tried>[]) =>
  sampleEvent("trial.finished", "r", {
    payload: { outcome: "recorded", ok: scenarios.every(({ verdict }) => verdict === "pass"), scenarios, more: 0 },
  });

test.each([
  [
    sampleEvent("trial.started", "r", { payload: { ...BEGUN, scenarios: [...BEGUN.scenarios] } }),
    "▸ Trials of lamp-oil began: 3 trials",
  ],
  [
    sampleEvent("trial.started", "r", { payload: { ...BEGUN, scenarios: [...BEGUN.scenarios], more: 4 } }),
    "▸ Trials of 5 scenarios began: more than 3 trials",
  ],
  [ended(tried("lamp-oil", "pass")), "✓ lamp-oil passes: 3 of 3 trials passed"],
  [ended(tried("lamp-oil", "fail", { passed: 1, failed: 2 })), "✕ lamp-oil fails: 1 of 3 trials passed"],
  [ended(tried("lamp-oil", "hard_fail", { passed: 2, hardFailed: 1 })), "✕ lamp-oil fails hard: 2 of 3 trials passed"],
  [ended(tried("lamp-oil", "infra", { passed: 1, infra: 2 })), "? lamp-oil got no answer: 1 of 3 trials passed, 2 got no answer"],
  [ended(tried("a", "pass"), tried("b", "pass")), "✓ 2 scenarios pass: 6 of 6 trials passed"],
  [
    ended(tried("a", "pass"), tried("b", "fail", { passed: 0, failed: 3 }), tried("c", "infra", { passed: 0, infra: 3 })),
    "✕ 3 scenarios ran, 1 failed, 1 got no answer: 3 of 9 trials passed, 3 got no answer",
  ],
  [
    sampleEvent("trial.finished", "r", {
      payload: { outcome: "interrupted", ok: false, scenarios: [tried("a", null, { trials: 1, passed: 1 })], more: 0 },
    }),
    "! Trials of a were interrupted: 1 of 1 trial passed",
  ],
])("a run of trials says what came of it, and never calls fine what got no answer: %#", (event, sentence) => {
  const stored = storedSample(event, 1);
  expect(`${eventSentence(stored, learnSubjects([])).icon} ${said([stored])[0]}`).toBe(sentence);
  expect(listUnknownSubjects([stored], learnSubjects([stored]))).toEqual([]);
});

const CHANGED = { happenedAtMs: 1, generation: 4, envId: null, txid: null, nodeId: "glow" } as const;
const changed = (type: EnvEventType, detail: string, parts: object = {}) =>
  sampleEvent(type, "environment", { payload: { ...CHANGED, detail, ...parts } });

test.each([
  [changed("env.staged", "The node pack glow waits to be added."), "+ The node pack glow waits to be added · environment", ""],
  [
    changed("env.tx_finished", "It is completed", { txid: "tx-12345678" }),
    "▣ It is completed · transaction 12345678",
    "tx-12345678",
  ],
  [changed("env.promoted", "Promoted glow: 3 to 4"), "◆ Promoted glow: 3 to 4 · generation 4", "4"],
  [changed("env.promote_failed", "It went back"), "✕ It went back · generation 4", "4"],
  [changed("env.recovered", "Taken back", { generation: null }), "! Taken back · environment", ""],
])("what happened to the environment is said in the words of who changed it, with a way to it: %#", (event, sentence, id) => {
  const stored = storedSample(event, 1);
  const { icon, parts } = eventSentence(stored, learnSubjects([]));
  expect(`${icon} ${said([stored])[0]}`).toBe(sentence);
  expect(parts.at(-1)).toMatchObject({ kind: "env", id });
});

test("jobs and versions whose first event was not read are known to be missing, once each", () => {
  const events = sampleStory().slice(1, 7);
  expect(listUnknownSubjects(events, learnSubjects(events))).toEqual(["j1"]);
});
