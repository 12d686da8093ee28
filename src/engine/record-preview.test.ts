import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EditableKind } from "../core/authored/record-address.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../../tests/support/sample-game.ts";
import { callVerb } from "./call-verb.ts";
import { planVerb } from "./plan.ts";
import { specReadyVerb, specRebindVerb } from "./ready.ts";
import { recordPreviewVerb } from "./record-preview.ts";
import { recordSaveVerb } from "./record-writes.ts";
import { recordShowVerb } from "./records.ts";
import { specListVerb } from "./specs.ts";

const workshop = createWorkshop("record-preview");
const dir = workshop.at("game");
const withStudio = studioAt(dir);
const caller = { by: "person" } as const;
let copies = 0;

beforeAll(async () => {
  copySample(dir);
  await callVerb(specReadyVerb, { input: { specs: [], all: true }, caller, withStudio });
}, 60_000);
afterAll(workshop.remove);

interface EditInput {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

async function preview(kind: EditableKind, id: string, ...edits: readonly EditInput[]) {
  return await callVerb(recordPreviewVerb, { input: { kind, id, edits }, caller, withStudio });
}

/** Every file of the project with its text and when it was written; what the store does for itself is left out. */
function everyFile(): readonly string[] {
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => !file.startsWith(".touchstone"));
  return files
    .filter((file) => statSync(`${dir}/${file}`).isFile())
    .map((file) => `${file} ${statSync(`${dir}/${file}`).mtimeMs} ${readFileSync(`${dir}/${file}`, "utf8")}`);
}

/** The specs that the product calls stale once the edits are saved in a copy, with how many decisions differ. */
async function staleAfterSave(kind: EditableKind, id: string, edits: readonly EditInput[]) {
  copies += 1;
  const copy = workshop.at(`copy-${copies}`);
  cpSync(dir, copy, { recursive: true });
  const there = { caller, withStudio: studioAt(copy) };
  const { base } = await callVerb(recordShowVerb, { input: { kind, id }, ...there });
  await callVerb(recordSaveVerb, { input: { kind, id, edits, base }, ...there });
  const { specs } = await callVerb(specListVerb, { input: {}, ...there });
  return specs.flatMap(({ id: spec, stale, differences }) => (stale ? [{ spec, differences }] : []));
}

const CHANGES: readonly (readonly [EditableKind, string, EditInput])[] = [
  ["checkpoint", "pony", { path: ["defaults", "steps"], value: 31 }],
  ["lora", "ember-core", { path: ["weight", "default"], value: 0.45 }],
  ["baseline", "copax-fen", { path: ["contract", "marginPx"], value: 3 }],
  ["entity", "emberhook", { path: ["palette", 0], value: "#000001" }],
  ["project", "project", { path: ["policies", "contract", "maxColors"], value: 40 }],
  ["project", "project", { path: ["policies", "checkpoints", "pony", "concurrency"], value: 3 }],
  ["project", "project", { path: ["title"], value: "Another name" }],
  ["tags", "tags", { path: ["tags", 0, "prompt", "pony", 0, "text"], value: "something else" }],
  ["profile", "pony.pony-scores.v2", { path: ["base", "positive"], value: "score_10" }],
  ["profile", "pony.pony-scores.v1", { path: ["separator"], value: "; " }],
];

test.each(CHANGES)("a change of %s `%s` affects exactly the specs that are stale once it is saved", async (kind, id, edit) => {
  const { affected, problems, warnings, spec } = await preview(kind, id, edit);
  expect([problems, warnings, spec]).toEqual([[], [], null]);
  const told = affected.map(({ spec: name, differences }) => ({ spec: name, differences: differences.length }));
  expect(told).toEqual(await staleAfterSave(kind, id, [edit]));
});

test("the changes above affect some specs, all specs and none", async () => {
  const counts = [];
  for (const [kind, id, edit] of CHANGES) counts.push((await preview(kind, id, edit)).affected.length);
  expect(counts).toContain(0);
  expect(Math.max(...counts)).toBeGreaterThan(20);
  expect(counts.filter((count) => count > 0 && count < 15).length).toBeGreaterThan(2);
});

test("nothing is written", async () => {
  const before = everyFile();
  for (const [kind, id, edit] of CHANGES) await preview(kind, id, edit);
  await preview("spec", "emberhook-icon", { path: ["title"], value: "Other" });
  await preview("spec", "brand-new", { path: ["title"], value: "New" });
  expect(everyFile()).toEqual(before);
});

describe("a spec", () => {
  test("is planned from the files as they would be, ready or not", async () => {
    const { plan: now } = await callVerb(planVerb, { input: { spec: "emberhook-icon" }, caller, withStudio });
    const { spec, text, affected } = await preview("spec", "emberhook-icon", { path: ["prompt", "positive"], value: "a spoon" });
    expect(text).toContain("# A spec says what one asset must be.");
    expect(text).toContain("positive: a spoon\n");
    expect(spec?.before).toEqual(now);
    expect(spec?.plan.prompt?.positive).toContain("a spoon");
    expect(spec?.differences.map(({ decision }) => decision)).toContain("prompt positive");
    expect([spec?.blockers, affected]).toEqual([[], []]);
  });

  test("that is unchanged differs in nothing", async () => {
    const { spec, text } = await preview("spec", "emberhook-icon");
    expect(spec?.differences).toEqual([]);
    expect(text).toBe(readFileSync(`${dir}/specs/emberhook-icon.yaml`, "utf8"));
  });

  test("names what would block it, and the name that is not known", async () => {
    const { spec, problems, warnings } = await preview("spec", "emberhook-icon", { path: ["checkpoint"], value: "poni" });
    expect(problems).toEqual([]);
    expect(spec?.blockers.map(({ code }) => code)).toContain("unknown_checkpoint");
    expect(warnings).toMatchObject([{ place: { file: "specs/emberhook-icon.yaml", line: 9 } }]);
  });

  test("that is not there yet says what is missing, then is planned", async () => {
    const first = await preview("spec", "brand-new");
    expect(first).toMatchObject({ value: { id: "brand-new" }, spec: null });
    expect(first.problems.map(({ message }) => message)).toContain("`title` is missing");
    const filled = await preview(
      "spec",
      "brand-new",
      { path: ["title"], value: "Brand new" },
      { path: ["assetType"], value: "ui_icon" },
      { path: ["checkpoint"], value: "pony" },
      { path: ["output", "kind"], value: "single_image" },
    );
    expect(filled).toMatchObject({ problems: [], spec: { before: null, differences: [], blockers: [] } });
    expect(filled.spec?.plan.recipeDigest).toMatch(/^sha256:/);
  });

  test("that would not be valid is not planned: the problem has its place in the new text", async () => {
    const { spec, problems, value } = await preview("spec", "emberhook-icon", { path: ["output", "width"], value: 0 });
    expect(spec).toBeNull();
    expect(problems).toMatchObject([{ code: "INPUT_INVALID", place: { file: "specs/emberhook-icon.yaml", line: 14 } }]);
    expect(value).toMatchObject({ output: { width: 0 } });
  });

  test("is not made ready by an edit", async () => {
    const { problems, spec } = await preview("spec", "draft-rope-button", { path: ["status"], value: "ready" });
    expect([problems.map(({ code }) => code), spec]).toEqual([["INPUT_INVALID"], null]);
  });
});

test("what a person has not seen is not built on", async () => {
  const base = `sha256:${"0".repeat(64)}`;
  const look = callVerb(recordPreviewVerb, { input: { kind: "spec", id: "wick-owl", edits: [], base }, caller, withStudio });
  await expect(look).rejects.toMatchObject({ code: "EXPECTATION_FAILED" });
});

test("an id that leads out of the project is refused", async () => {
  await expect(preview("spec", "../../escape")).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

describe("with something else broken", () => {
  const copy = workshop.at("broken");
  const broken = { caller, withStudio: studioAt(copy) };
  const look = async (kind: EditableKind, id: string, ...edits: readonly EditInput[]) =>
    await callVerb(recordPreviewVerb, { input: { kind, id, edits }, ...broken });
  beforeAll(() => cpSync(dir, copy, { recursive: true }));

  test("a file that all specs share: the spec is not planned, and the reason is beside it", async () => {
    const file = `${copy}/checkpoints/copax.yaml`;
    const text = readFileSync(file, "utf8");
    editFile(file, "family:", "famly:");
    const seen = await look("spec", "wick-owl", { path: ["title"], value: "Owl" });
    expect(seen).toMatchObject({ problems: [], spec: null, warnings: [{ place: { file: "checkpoints/copax.yaml" } }] });
    const [line] = text.split("\n").filter((each) => each.startsWith("family:"));
    const mended = await look(
      "checkpoint",
      "copax",
      { path: ["famly"] },
      { path: ["family"], value: line?.replace("family: ", "") },
    );
    expect([mended.problems, mended.affected]).toEqual([[], []]);
    editFile(file, "famly:", "family:");
  });

  test("the file itself: it says where, and nothing is planned", async () => {
    const file = `${copy}/specs/wick-owl.yaml`;
    const text = readFileSync(file, "utf8");
    editFile(file, "tags: [", "tags: [[");
    const seen = await look("spec", "wick-owl", { path: ["title"], value: "Owl" });
    expect(seen).toMatchObject({ value: null, spec: null, affected: [], text: readFileSync(file, "utf8") });
    expect(seen.problems[0]).toMatchObject({ place: { file: "specs/wick-owl.yaml" } });
    editFile(file, "tags: [[", "tags: [");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("the project file: the edit that mends it is shown", async () => {
    editFile(`${copy}/touchstone.yaml`, "maxColors: 48", "maxColors: many");
    const seen = await look("project", "project", { path: ["policies", "contract", "maxColors"], value: 40 });
    expect(seen.problems).toEqual([]);
    expect(seen.affected.length).toBeGreaterThan(20);
    expect(seen.affected[0]?.differences.map(({ decision }) => decision)).toContain("contract maxColors");
    editFile(`${copy}/touchstone.yaml`, "maxColors: many", "maxColors: 48");
  });

  test("the lock: that it cannot be told is said", async () => {
    editFile(`${copy}/touchstone.lock`, '"type":"lock"', '"type":"lick"');
    const seen = await look("checkpoint", "pony", { path: ["defaults", "steps"], value: 31 });
    expect(seen).toMatchObject({ problems: [], affected: [], warnings: [{ code: "LOCK_DAMAGED" }] });
  });
});

test("of specs that are stale already, what the change adds is told; rebound ones are told anew", async () => {
  const copy = workshop.at("stale");
  cpSync(dir, copy, { recursive: true });
  const there = { caller, withStudio: studioAt(copy) };
  editFile(`${copy}/checkpoints/pony.yaml`, "steps: 24", "steps: 30");
  const look = async () => {
    const edits = [{ path: ["defaults", "cfg"], value: 3 }];
    const { affected } = await callVerb(recordPreviewVerb, { input: { kind: "checkpoint", id: "pony", edits }, ...there });
    return affected.map(({ wasStale, differences }) => [wasStale, differences[0]?.decision]);
  };
  expect(new Set((await look()).flat())).toEqual(new Set([true, "parameter cfg"]));
  await callVerb(specRebindVerb, { input: { specs: [], all: true }, ...there });
  expect(new Set((await look()).flat())).toEqual(new Set([false, "parameter cfg"]));
});
