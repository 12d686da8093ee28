import { describe, expect, test } from "vitest";
import { Spec } from "../assets/records/spec.ts";
import { rowChanges } from "../events/fold.ts";
import type { JobRow, VersionRow } from "../events/rows.ts";
import { jobSamples, storedSample, versionSamples } from "../events/sample-events.fixture.ts";
import { estimateEndMs } from "./estimate-end.ts";
import { type BoardSources, gatherFacts } from "./gather-facts.ts";
import { placeCards } from "./place-cards.ts";

const spec = (id: string, more: { title?: string; status?: "draft" | "ready" | "deprecated"; workflow?: string } = {}) =>
  Spec.parse({
    id,
    title: `The ${id}`,
    assetType: "ui_icon",
    status: "ready",
    checkpoint: "pony",
    output: { kind: "single_image" },
    ...more,
  });

function job(specId: string, more: Partial<JobRow> = {}): JobRow {
  const [change] = rowChanges(storedSample(jobSamples.queued(`job-${specId}`, { specId }), 1));
  return { ...(change as unknown as { row: JobRow }).row, ...more };
}

function version(specId: string, more: Partial<VersionRow> = {}): VersionRow {
  const [change] = rowChanges(storedSample(versionSamples.created(`v-${specId}`, `job-${specId}`, { specId }), 2));
  const base = (change as unknown as { row: VersionRow }).row;
  return { ...base, verdict: "pass", rulesVersion: 1, checks: PASSED, route: "auto_advance", ...more };
}

const PASSED: VersionRow["checks"] = [
  { check: "size", outcome: "pass", severity: "hard" },
  { check: "blank", outcome: "pass", severity: "hard" },
];
const UNSURE: VersionRow["checks"] = [{ check: "tileable", outcome: "uncalibrated", severity: "hard" }];
const FAILED: VersionRow["checks"] = [...UNSURE, { check: "palette", outcome: "fail", severity: "hard" }];

/** A board of these specs; all that are given are frozen. */
function board(sources: Partial<BoardSources> & { readonly ids?: readonly string[] }, limit = 100) {
  const ids = sources.ids ?? ["sword"];
  const specs = sources.specs ?? new Map(ids.map((id) => [id, spec(id)]));
  const given = { specs, frozen: new Set(ids), stale: new Set<string>(), jobs: [], versions: [], approved: [], ...sources };
  return placeCards(gatherFacts(given), limit);
}

const cardsOf = (stages: ReturnType<typeof board>) => stages.flatMap(({ cards }) => cards);

/** The one card of a spec with a job that succeeded and this version. */
function judged(more: Partial<VersionRow>, approved: BoardSources["approved"] = []) {
  const versions = [version("sword", more)];
  return cardsOf(board({ jobs: [job("sword", { state: "succeeded", versionId: "v-sword" })], versions, approved }))[0];
}

describe("where a spec stands", () => {
  test("[B1] a newer job hides an older version's card, and says that an older version is approved", () => {
    const jobs = [job("sword", { state: "running", rendersDone: 1 })];
    const cards = cardsOf(board({ jobs, versions: [], approved: [{ specId: "sword", id: "v-old" }] }));
    expect(cards).toMatchObject([
      { spec: "sword", stage: "making", versionId: null, approvedVersionId: "v-old", done: 1, total: 2 },
    ]);
    expect(cards[0]?.why).toBe("its images are being made and checked; an older version is approved");
  });

  test("[B2] a spec whose file is broken keeps its card, under its id and with what its job says", () => {
    const cards = cardsOf(board({ ids: [], jobs: [job("sword")] }));
    expect(cards).toMatchObject([{ spec: "sword", title: "sword", kind: "single_image", checkpoint: "pony", stage: "queued" }]);
  });

  test("[B9] a card says what draws its spec; where the file cannot be read, nothing is claimed", () => {
    const specs = new Map([
      ["sword", spec("sword")],
      ["harbor", spec("harbor", { workflow: "sdxl" })],
    ]);
    const cards = cardsOf(board({ specs, frozen: new Set(["sword", "harbor"]), jobs: [job("sword"), job("gone")] }));
    const renderers = Object.fromEntries(cards.map((card) => [card.spec, card.renderer]));
    expect(renderers).toEqual({ sword: "builtin", harbor: "comfyui", gone: null });
  });

  test("[B3] of specs without a job only those stand there that are ready and frozen", () => {
    const specs = new Map([
      ["sword", spec("sword")],
      ["unlocked", spec("unlocked")],
      ["draft", spec("draft", { status: "draft" })],
    ]);
    const cards = cardsOf(board({ specs, frozen: new Set(["sword", "draft"]), stale: new Set(["sword"]) }));
    expect(cards).toMatchObject([{ spec: "sword", stage: "ready", jobId: null, since: null, stale: true, primary: "make" }]);
    expect(cards[0]?.why).toContain("moved on");
  });

  test.each([
    ["queued", "queued", "cancel"],
    ["retry_wait", "queued", "cancel"],
    ["running", "making", "cancel"],
    ["escalated", "exception", "retry"],
    ["failed", "closed", "retry"],
    ["canceled", "closed", "retry"],
  ] as const)("[B4][B7] a job that is %s stands under %s, and one can %s it", (state, stage, primary) => {
    expect(cardsOf(board({ jobs: [job("sword", { state })] }))).toMatchObject([{ stage, primary, jobId: "job-sword" }]);
  });

  test.each([
    [{ decision: "approved", decidedBy: "policy" }, "approved", "open"],
    [{ decision: "rejected", decidedBy: "person" }, "closed", "make"],
    [{ route: "reject", decision: "rejected", decidedBy: "policy" }, "closed", "make"],
    [{ route: "manual_review_queue" }, "waiting", "review"],
    [{ route: "exception_inbox" }, "exception", "review"],
  ] as const)("[B4][B7] a version with %o stands under %s, and one can %s it", (more, stage, primary) => {
    expect(judged(more)).toMatchObject({ stage, primary, versionId: "v-sword" });
  });

  test("[B7] what was rejected is opened rather than made while an older version answers for it", () => {
    const rejected = { decision: "rejected", decidedBy: "person" } as const;
    expect(judged(rejected, [{ specId: "sword", id: "v-old" }])?.primary).toBe("open");
  });

  test("[B5] the newest matter comes first, unmade specs go by title, and the total counts what is not shown", () => {
    const jobs = ["a", "b", "c"].map((id, index) => job(id, { updatedAtMs: 100 + index }));
    const specs = new Map(
      [spec("a"), spec("b"), spec("c"), spec("x", { title: "Zeal" }), spec("y", { title: "Ash" })].map((one) => [one.id, one]),
    );
    const stages = board({ specs, frozen: new Set(specs.keys()), jobs }, 2);
    const shown = stages.map(({ stage, total, cards }) => [stage, total, cards.map((card) => card.spec)]);
    expect(shown).toEqual([
      ["ready", 2, ["y", "x"]],
      ["queued", 3, ["c", "b"]],
      ...["making", "waiting", "approved", "exception", "closed"].map((stage) => [stage, 0, []]),
    ]);
  });
});

describe("why it stands there", () => {
  const whyJob = (more: Partial<JobRow>) => cardsOf(board({ jobs: [job("sword", more)] }))[0]?.why;

  test("[B6] a job says what it waits for, or what it failed with", () => {
    expect(whyJob({})).toBe("waits for its turn (normal)");
    expect(whyJob({ state: "retry_wait", detail: "no answer in 60 s", dueAtMs: 5 })).toBe(
      "waits for another attempt: no answer in 60 s",
    );
    expect(whyJob({ state: "running", attempt: 2 })).toBe("attempt 2 is under way");
    expect(whyJob({ state: "escalated", attempt: 3, reasonCode: "OWNER_LOST" })).toBe("given up after 3 attempts: OWNER_LOST");
  });

  test("[B6] a version says what its checks found, and never calls a pass what did not pass", () => {
    const byPolicy = { decision: "approved", decidedBy: "policy" } as const;
    expect(judged(byPolicy)?.why).toBe("approved by evidence: 2 checks passed");
    expect(judged({ ...byPolicy, verdict: "uncertain", checks: UNSURE })?.why).toBe(
      "approved by policy without a pass: uncertain: `tileable` is not calibrated",
    );
    expect(judged({ route: "manual_review_queue", verdict: "unchecked", checks: [] })?.why).toBe(
      "unchecked: its contract asks for nothing that was measured",
    );
    expect(judged({ decision: "rejected", decidedBy: "agent" })?.why).toBe("rejected by an agent");
  });

  test("[B6] an exception says what failed and how many jobs tried", () => {
    const jobs = [job("sword", { state: "succeeded", versionId: "v-sword", chainLength: 3 })];
    const versions = [version("sword", { route: "exception_inbox", verdict: "fail", checks: FAILED })];
    expect(cardsOf(board({ jobs, versions }))[0]?.why).toBe("fail: `palette` failed, `tileable` is not calibrated, after 3 jobs");
  });
});

describe("when all is done", () => {
  test("[B8] the median of recent images by those left, so many at once", () => {
    expect(estimateEndMs([100, 9000, 80], { left: 10, atOnce: 4 })).toBe(250);
  });

  test("[B8] unknown where nothing was measured, and nothing where nothing is left", () => {
    expect(estimateEndMs([], { left: 10, atOnce: 4 })).toBeNull();
    expect(estimateEndMs([], { left: 0, atOnce: 4 })).toBe(0);
  });
});
