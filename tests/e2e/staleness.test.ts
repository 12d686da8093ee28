import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../../src/core/assets/plan/plan.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { planVerb } from "../../src/engine/plan.ts";
import { specReadyVerb, specRebindVerb } from "../../src/engine/ready.ts";
import { specListVerb, specShowVerb } from "../../src/engine/specs.ts";
import { specFixVerb } from "../../src/engine/validate.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";
import { touchstone } from "../support/touchstone.ts";

const SPEC = "emberhook-icon";
const caller = { by: "person" } as const;

/** One project, and the verbs on it. */
function openProject(dir: string) {
  const withStudio = studioAt(dir);
  return {
    at: (...names: string[]): string => [dir, ...names].join("/"),
    plan: async (spec = SPEC): Promise<Plan> => (await callVerb(planVerb, { input: { spec }, caller, withStudio })).plan,
    make: async (spec = SPEC) => (await callVerb(makeVerb, { input: { specs: [spec] }, caller, withStudio })).jobs[0],
    show: async (spec = SPEC) => await callVerb(specShowVerb, { input: { spec }, caller, withStudio }),
    list: async () => (await callVerb(specListVerb, { input: {}, caller, withStudio })).specs,
    ready: async (...specs: string[]) => await callVerb(specReadyVerb, { input: { specs }, caller, withStudio }),
    rebind: async (...specs: string[]) => await callVerb(specRebindVerb, { input: { specs }, caller, withStudio }),
    fix: async () => await callVerb(specFixVerb, { input: { specs: [] }, caller, withStudio }),
  };
}

type Project = ReturnType<typeof openProject>;

const workshop = createWorkshop("staleness");
const template = workshop.at("template");
let before: Plan;
let versionId: string | null | undefined;
let copies = 0;

function copyProject(): Project {
  copies += 1;
  const dir = workshop.at(`copy-${copies}`);
  cpSync(template, dir, { recursive: true });
  return openProject(dir);
}

beforeAll(async () => {
  copySample(template);
  const project = openProject(template);
  await project.ready(SPEC, "wick-owl");
  versionId = (await project.make())?.versionId;
  before = await project.plan();
});
afterAll(workshop.remove);

/** What a person may change under a ready spec, and the decision that would change. */
const EDITS: readonly { readonly what: string; readonly edit: (at: Project["at"]) => void; readonly decision: RegExp }[] = [
  {
    what: "the spec's own prompt",
    edit: (at) => editFile(at("specs", `${SPEC}.yaml`), /positive: .*/, 'positive: "a plain boathook"'),
    decision: /^fragment spec_prompt positive/,
  },
  {
    what: "what a tag says to the checkpoint",
    edit: (at) => editFile(at("tags.yaml"), "fire, glowing", "slow embers"),
    decision: /^fragment tag_prompt_map positive element:ember/,
  },
  {
    what: "a rule of the project",
    edit: (at) => editFile(at("touchstone.yaml"), "maxColors: 48", "maxColors: 40"),
    decision: /^contract maxColors$/,
  },
  {
    what: "the default profile, by a new version",
    edit: (at) => {
      copyFileSync(at("profiles", "pony", "pony-scores.v2.yaml"), at("profiles", "pony", "pony-scores.v3.yaml"));
      editFile(at("profiles", "pony", "pony-scores.v3.yaml"), "version: 2", "version: 3");
      editFile(at("profiles", "pony", "pony-scores.v3.yaml"), "score_9,", "score_10,");
    },
    decision: /^profile$/,
  },
  {
    what: "the checkpoint's parameters",
    edit: (at) => editFile(at("checkpoints", "pony.yaml"), "steps: 24", "steps: 30"),
    decision: /^parameter steps$/,
  },
  {
    what: "a LoRA of its stack",
    edit: (at) => editFile(at("touchstone.yaml"), "saltglow-pony, weight: 0.6", "saltglow-pony, weight: 0.7"),
    decision: /^stack saltglow-pony$/,
  },
];

describe.each(EDITS)("after an edit of $what", ({ edit, decision }) => {
  let project: Project;
  beforeAll(() => {
    project = copyProject();
    edit(project.at);
  });

  test("the ready spec is planned and made as before", async () => {
    expect(await project.plan()).toEqual(before);
    expect(await project.make()).toMatchObject({ versionId, reused: true });
  });

  test("it is stale, with the decisions that would differ; nothing else is hidden", async () => {
    const shown = await project.show();
    expect([shown.stale, shown.blockers]).toEqual([true, []]);
    expect(shown.differences.map((one) => one.decision)).toContainEqual(expect.stringMatching(decision));
    const listed = (await project.list()).find(({ id }) => id === SPEC);
    expect(listed).toMatchObject({ stale: true, differences: shown.differences.length });
  });

  test("rebind adopts it, and the next make makes another version", async () => {
    const { rebound } = await project.rebind(SPEC);
    expect(rebound[0]?.differences.map((one) => one.decision)).toContainEqual(expect.stringMatching(decision));
    expect((await project.plan()).recipeDigest).not.toBe(before.recipeDigest);
    expect(await project.show()).toMatchObject({ stale: false, differences: [] });
    expect((await project.make())?.versionId).not.toBe(versionId);
  });
});

test("an edit that decides nothing makes nothing stale", async () => {
  const project = copyProject();
  editFile(project.at("specs", `${SPEC}.yaml`), /title: .*/, "title: Another name");
  editFile(project.at("tags.yaml"), /$/, "\n# a remark\n");
  expect(await project.show()).toMatchObject({ stale: false });
  expect((await project.rebind(SPEC)).unchanged).toEqual([SPEC]);
});

test("ready is no second rebind: a stale spec is refused, and one that is up to date stays as it is", async () => {
  const project = copyProject();
  const file = project.at("specs", `${SPEC}.yaml`);
  const text = readFileSync(file, "utf8");
  expect(await project.ready(SPEC)).toEqual({ ready: [], unchanged: [SPEC], refused: [] });
  expect(readFileSync(file, "utf8")).toBe(text);
  editFile(project.at("touchstone.yaml"), "maxColors: 48", "maxColors: 40");
  await expect(project.ready(SPEC)).rejects.toMatchObject({
    code: "READY_REFUSED",
    message: `${SPEC}: it is ready already, and its files have moved on`,
  });
  expect(await project.plan()).toEqual(before);
});

test("set back to draft, a spec is planned from the files again", async () => {
  const project = copyProject();
  editFile(project.at("touchstone.yaml"), "maxColors: 48", "maxColors: 40");
  editFile(project.at("specs", `${SPEC}.yaml`), "status: ready", "status: draft");
  expect((await project.plan()).contract.maxColors?.value).toBe(40);
  await project.ready(SPEC);
  expect((await project.plan()).contract.maxColors?.value).toBe(40);
});

test("people see in words that a spec is stale, what would change, and what to do", async () => {
  const project = copyProject();
  editFile(project.at("touchstone.yaml"), "maxColors: 48", "maxColors: 40");
  const { stdout } = await touchstone(["spec", "show", SPEC], { cwd: project.at() });
  expect(stdout).toContain("Emberhook, pickup icon · ready · ⟳ stale");
  expect(stdout).toContain("  ~  contract  maxColors: value 48 → value 40");
  expect(stdout).toContain(`Run \`touchstone spec rebind ${SPEC}\` to adopt them`);
  expect((await touchstone(["plan", SPEC], { cwd: project.at() })).stdout).toMatch(/^⟳ stale: planned from touchstone\.lock/);
});

describe("the files stay their authors'", () => {
  const LINES = [
    "# yaml-language-server: $schema=../.touchstone/schemas/spec.schema.json",
    "# Made by hand; keep the odd spacing.",
    "id:    odd   # the id",
    "title: 'Odd: one'",
    "asset_type: ui_icon",
    "",
    "tags:",
    "  - item:gem     # first",
    "  # nothing here",
    "checkpoint: copax",
    "output: {kind: single_image,   width: 32, height: 32} # small",
    "# the end",
    "",
  ];

  test("ready and rebind add status and pin, and change no other byte", async () => {
    const project = copyProject();
    const file = project.at("specs", "odd.yaml");
    writeFileSync(file, LINES.join("\n"));
    await project.ready("odd");
    const added = /^(status: ready|pin: .*)\n/gm;
    const isReady = readFileSync(file, "utf8");
    expect(isReady.match(added)).toEqual(["status: ready\n", expect.stringMatching(/^pin: \{ profile: copax-plain/)]);
    expect(isReady.replaceAll(added, "")).toBe(LINES.join("\n"));
    editFile(file, "width: 32", "width: 48");
    await project.rebind("odd");
    expect(readFileSync(file, "utf8").replaceAll(added, "")).toBe(LINES.join("\n").replace("width: 32", "width: 48"));
  });

  test("--fix rewrites the old spelling, and no other byte", async () => {
    const project = copyProject();
    writeFileSync(project.at("specs", "odd.yaml"), LINES.join("\n"));
    const { fixed } = await project.fix();
    expect(fixed).toEqual([{ place: { file: "specs/odd.yaml", line: 5, column: 1 }, from: "asset_type", to: "assetType" }]);
    expect(readFileSync(project.at("specs", "odd.yaml"), "utf8")).toBe(LINES.join("\n").replace("asset_type", "assetType"));
  });
});
