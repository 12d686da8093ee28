import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Evidence } from "../../src/core/assets/evidence.ts";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { rebuildInputs } from "../../src/core/assets/plan/rebuild-inputs.ts";
import { type Lock, parseLock } from "../../src/core/assets/ready/lock.ts";
import { lockedInputs } from "../../src/core/assets/ready/locked-inputs.ts";
import { compareReplay, replaySettings } from "../../src/core/assets/replay/compare-replay.ts";
import { digestText } from "../../src/core/canonical/digest.ts";
import { deriveVerdict } from "../../src/core/checks/verdict.ts";
import { blobReferences } from "../../src/core/events/blob-references.ts";
import { EVENT_PAYLOADS, type StoredEvent } from "../../src/core/events/event.ts";
import type { Planned } from "../../src/engine/planned.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { verifyStore } from "../../src/store/verify.ts";
import { playStory } from "../support/full-story.ts";
import { readGolden } from "../support/golden.ts";
import { createWorkshop } from "../support/sample-game.ts";

const FOLDER = path.join(import.meta.dirname, "v1");
const workshop = createWorkshop("old-data");

/** Every stored shape as today's code writes it, by file name; see v1/README.md. */
const story = await playStory(workshop.at("story"));
const TODAY: Readonly<Record<string, string>> = {
  "events.jsonl": story.events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  "evidence.jsonl": story.evidence,
  "planned.jsonl": story.planned,
  "touchstone.lock": story.lock,
};

const read = (name: string): string => readGolden(path.join(FOLDER, name), TODAY[name] ?? "");
const parseLines = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
const EVENTS = parseLines(read("events.jsonl")) as readonly StoredEvent[];

/** The types of events that version 1 could write. */
const TYPES_OF_V1 =
  "spec.ready spec.rebound job.queued job.started job.render_done job.retry job.requeued job.lost job.succeeded job.failed job.escalated job.canceled job.superseded version.created version.checked version.routed version.approved version.rejected replay.done";

afterAll(workshop.remove);

/** The keys of a document at any depth, e.g. `payload.image.seed`; list positions are left out. */
function shapeOf(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shapeOf(item, `${at}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${at}.${key}`, ...shapeOf(inner, `${at}.${key}`)]);
}

/** Shapes by what kind of line it is: an event's type, a lock line's type, or the document itself. */
function shapesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = parseLines(text) as readonly { readonly type?: string }[];
  const byType = Map.groupBy(lines, ({ type }) => type ?? "document");
  const sorted = [...byType].map(([type, own]) => [type, [...new Set(own.flatMap((line) => shapeOf(line)))].toSorted()] as const);
  return new Map(sorted);
}

test.each(Object.keys(TODAY))("%s is written today in the shape that version 1 recorded", (name) => {
  const recorded = shapesOf(read(name));
  const today = shapesOf(TODAY[name] ?? "");
  expect(today).toEqual(recorded);
});

describe("events of version 1", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ dir: workshop.at("store"), projectId: "old-game", access: "owner" });
  });
  afterAll(async () => await store.close());

  test("every type is recorded, and still has a reader", () => {
    expect(new Set(EVENTS.map(({ type }) => type))).toEqual(new Set(TYPES_OF_V1.split(" ")));
    for (const { type, v, payload } of EVENTS) {
      expect(v).toBe(1);
      expect(EVENT_PAYLOADS[type].parse(payload)).toEqual(payload);
    }
  });

  test("the stream is chained and folded by today's code as it was then", async () => {
    for (const { projectId: _project, seq: _seq, prevHash: _previous, hash: _hash, ...sent } of EVENTS) {
      await store.append({ events: [sent] });
    }
    expect(store.readEvents({ since: 0, limit: 1000 }).events).toEqual(EVENTS);
    const states = store.listJobs({}).map(({ specId, state, attempt }) => `${specId} ${state} after ${attempt}`);
    expect(states.toSorted()).toEqual([
      "gem succeeded after 1",
      "gem succeeded after 1",
      "late canceled after 1",
      "long canceled after 1",
      "remote escalated after 2",
      "remote failed after 2",
      "stuck succeeded after 1",
      "stuck succeeded after 1",
    ]);
    const decisions = store
      .listVersions({})
      .map(({ specId, verdict, decision, decidedBy }) => [specId, verdict, decision, decidedBy]);
    expect(decisions.toReversed()).toEqual([
      ["gem", "pass", "approved", "policy"],
      ["gem", "pass", "approved", "person"],
      ["stuck", "fail", "pending", null],
      ["stuck", "fail", "pending", null],
    ]);
  });

  test("what is stored again verifies, but for the blobs that were left behind", async () => {
    const report = await verifyStore({ dir: workshop.at("store"), projectId: "old-game" });
    expect([report.chain, report.projections.filter(({ ok }) => !ok)]).toEqual(["ok", []]);
  });
});

describe("documents of version 1", () => {
  const lock: Lock = parseLock(read("touchstone.lock"));
  const evidence = JSON.parse(read("evidence.jsonl")) as Evidence;
  const planned = JSON.parse(read("planned.jsonl")) as Planned;

  test("they are the very bytes that the events of their time refer to", () => {
    const referred = EVENTS.flatMap((event) => blobReferences(event));
    for (const name of ["evidence.jsonl", "planned.jsonl"]) expect(referred).toContain(digestText(read(name)));
  });

  test("the lock gives back every ready spec's inputs", () => {
    expect([...lock.specs.keys()]).toEqual(["gem", "late", "long", "remote", "stuck"]);
    for (const id of lock.specs.keys()) expect(lockedInputs(lock, id)?.spec.id).toBe(id);
  });

  test("the stored plan is still what its inputs plan to", () => {
    expect(planned.format).toBe("touchstone.planned/1");
    const inputs = rebuildInputs(documentsOf(planned.inputs));
    expect(planSpec(inputs, replaySettings(evidence))).toEqual(planned.plan);
  });

  test("the evidence still says what its checks say, and replays to the same decisions", () => {
    expect([evidence.format, deriveVerdict(evidence.checks)]).toEqual(["touchstone.evidence/1", evidence.verdict]);
    const answer = compareReplay({
      evidencePlan: evidence.plan,
      replannedPlan: planSpec(rebuildInputs(documentsOf(evidence.inputs)), replaySettings(evidence)),
      evidenceEnvironment: evidence.environment,
      currentEnvironment: evidence.environment,
      pixels: null,
    });
    expect(answer).toEqual({ decisions: "equal", environment: "equal", pixels: "not_run", differences: [] });
  });

  function documentsOf(inputs: Planned["inputs"]) {
    return inputs.map(([kind, id, digest]) => ({ kind, id, document: lock.documents.get(digest) }));
  }
});
