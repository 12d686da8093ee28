import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { EditableKind } from "../core/authored/record-address.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../../tests/support/sample-game.ts";
import { callVerb } from "./call-verb.ts";
import { specReadyVerb } from "./ready.ts";
import { recordCreateVerb, recordRestoreVerb, recordSaveVerb } from "./record-writes.ts";
import { recordListVerb, recordShowVerb } from "./records.ts";
import { specListVerb } from "./specs.ts";

const workshop = createWorkshop("record-writes");
let copies = 0;
let dir: string;
beforeEach(() => {
  copies += 1;
  dir = copySample(workshop.at(`game-${copies}`));
});
afterAll(workshop.remove);

interface EditInput {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

const there = () => ({ caller: { by: "person" } as const, withStudio: studioAt(dir) });
const textOf = (file: string): string => readFileSync(`${dir}/${file}`, "utf8");
const show = async (kind: EditableKind, id: string) => await callVerb(recordShowVerb, { input: { kind, id }, ...there() });
const list = async (kind: EditableKind) => await callVerb(recordListVerb, { input: { kind }, ...there() });
const create = async (kind: EditableKind, id: string, ...edits: readonly EditInput[]) =>
  await callVerb(recordCreateVerb, { input: { kind, id, edits }, ...there() });
const restore = async (kind: EditableKind, id: string, to: { text: string | null; base: string | null }) =>
  await callVerb(recordRestoreVerb, { input: { kind, id, ...to }, ...there() });

async function save(kind: EditableKind, id: string, ...edits: readonly EditInput[]) {
  const { base } = await show(kind, id);
  return await callVerb(recordSaveVerb, { input: { kind, id, edits, base }, ...there() });
}

const NEW_SPEC = [
  { path: ["title"], value: "Rope: coiled" },
  { path: ["assetType"], value: "ui_icon" },
  { path: ["checkpoint"], value: "pony" },
  { path: ["prompt"], value: { positive: "a coil of rope" } },
  { path: ["output"], value: { kind: "single_image", width: 64, height: 64 } },
];

describe("looking", () => {
  test("a record is shown as it was written, with its schema and what can be chosen", async () => {
    const shown = await show("spec", "emberhook-icon");
    expect(shown.text).toBe(textOf("specs/emberhook-icon.yaml"));
    expect(shown.value).toMatchObject({ id: "emberhook-icon", output: { variants: 3 } });
    expect(shown.value).not.toHaveProperty("status");
    expect([shown.problems, shown.warnings]).toEqual([[], []]);
    expect(shown.schema).toMatchObject({ title: "Touchstone spec", additionalProperties: false });
    expect(shown.choices.checkpoints.map(({ id }) => id)).toEqual(["copax", "pony"]);
    expect(shown.choices.specs).toHaveLength(29);
  });

  test("every record of every kind is listed, and can be shown by its id", async () => {
    const counts: Record<string, number> = {};
    for (const kind of ["project", "checkpoint", "profile", "baseline", "lora", "tags", "entity"] as const) {
      const { records, misplaced } = await list(kind);
      counts[kind] = records.length;
      expect(misplaced).toEqual([]);
      for (const { id, file, problems } of records) expect([await show(kind, id), problems]).toMatchObject([{ id, file }, []]);
    }
    expect(counts).toEqual({ project: 1, checkpoint: 2, profile: 3, baseline: 3, lora: 15, tags: 1, entity: 4 });
    expect((await list("profile")).records.map(({ id, title }) => [id, title])).toEqual([
      ["copax.copax-plain.v1", null],
      ["pony.pony-scores.v1", null],
      ["pony.pony-scores.v2", null],
    ]);
  });

  test("broken and misplaced files are listed with what is wrong, not hidden", async () => {
    writeFileSync(`${dir}/specs/a-broken.yaml`, "id: a-broken\ntitle: Half\n");
    writeFileSync(`${dir}/specs/b-unreadable.yaml`, "id: [");
    writeFileSync(`${dir}/specs/c-bytes.yaml`, Buffer.from([0xff, 0xfe, 0x00]));
    writeFileSync(`${dir}/specs/stray.json`, "{}");
    const { records, misplaced } = await list("spec");
    expect(records).toHaveLength(32);
    expect(records.slice(0, 3).map(({ id, title, problems }) => [id, title, problems[0]?.code])).toEqual([
      ["a-broken", "Half", "INPUT_INVALID"],
      ["b-unreadable", null, "FILE_SYNTAX"],
      ["bogwick-icon", expect.any(String), undefined],
    ]);
    expect(records.find(({ id }) => id === "c-bytes")?.problems[0]?.code).toBe("FILE_ENCODING");
    expect(misplaced.map(({ place }) => place?.file)).toEqual(["specs/stray.json"]);
    expect(await show("spec", "b-unreadable")).toMatchObject({ text: "id: [", value: null });
    await expect(show("spec", "c-bytes")).rejects.toMatchObject({ code: "FILE_ENCODING" });
  });

  test("what is not there is named with what is", async () => {
    await expect(show("baseline", "pony-wik")).rejects.toMatchObject({
      code: "RECORD_NOT_FOUND",
      message: "there is no baseline `pony-wik`: did you mean `pony-wick`?",
    });
    await expect(show("spec", "no-such")).rejects.toMatchObject({ code: "SPEC_NOT_FOUND" });
    await expect(show("checkpoint", "poni")).rejects.toMatchObject({ code: "CHECKPOINT_NOT_FOUND" });
    await expect(show("lora", "chrome")).rejects.toMatchObject({ code: "LORA_NOT_FOUND" });
    await expect(show("spec", "../touchstone")).rejects.toMatchObject({ code: "SPEC_NOT_FOUND" });
  });

  test("a name of a record that does not exist is a warning: the file can be saved", async () => {
    editFile(`${dir}/specs/wick-owl.yaml`, /checkpoint: \w+/, "checkpoint: nowhere");
    const { problems, warnings } = await show("spec", "wick-owl");
    expect([problems, warnings.length]).toEqual([[], 1]);
    expect(await save("spec", "wick-owl", { path: ["title"], value: "Owl" })).toMatchObject({ id: "wick-owl" });
  });
});

describe("creating", () => {
  test("writes a file like the ones by hand, and undoing removes it", async () => {
    const made = await create("spec", "rope", ...NEW_SPEC);
    expect(made.text).toBe(
      [
        "# yaml-language-server: $schema=../.touchstone/schemas/spec.schema.json",
        "id: rope",
        'title: "Rope: coiled"',
        "assetType: ui_icon",
        "checkpoint: pony",
        "prompt: { positive: a coil of rope }",
        "output: { kind: single_image, width: 64, height: 64 }",
        "",
      ].join("\n"),
    );
    expect(textOf("specs/rope.yaml")).toBe(made.text);
    const { specs } = await callVerb(specListVerb, { input: {}, ...there() });
    expect(specs.find(({ id }) => id === "rope")).toMatchObject({ status: "draft", blockers: [] });
    expect(await restore("spec", "rope", { text: null, base: made.base })).toMatchObject({ text: null, base: null });
    expect(existsSync(`${dir}/specs/rope.yaml`)).toBe(false);
    expect(await restore("spec", "rope", { text: made.text, base: null })).toEqual(made);
  });

  test("makes the folder of a checkpoint's first profile", async () => {
    const made = await create("profile", "newbase.plain.v1", { path: ["separator"], value: "; " });
    expect(made).toMatchObject({ id: "newbase.plain.v1", file: "profiles/newbase/plain.v1.yaml" });
    expect((await show("profile", "newbase.plain.v1")).problems).toEqual([]);
  });

  test("writes nothing over a record that is there, in whichever spelling", async () => {
    await expect(create("spec", "wick-owl", ...NEW_SPEC)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    writeFileSync(`${dir}/specs/short.yml`, "id: short\n");
    await expect(create("spec", "short", ...NEW_SPEC)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    await expect(create("project", "project")).rejects.toMatchObject({ code: "STATE_CONFLICT" });
  });

  test.each(["../escape", "..", "a/b", "/etc/x", "a\0b", "Upper", ""])("writes nothing for the id %j", async (id) => {
    const before = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => !file.startsWith(".touchstone"));
    await expect(create("spec", id, ...NEW_SPEC)).rejects.toMatchObject({ code: "INPUT_INVALID" });
    const after = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => !file.startsWith(".touchstone"));
    expect(after).toEqual(before);
    expect(existsSync(workshop.at("escape.yaml"))).toBe(false);
  });

  test("writes nothing that is not valid", async () => {
    await expect(create("spec", "half", { path: ["title"], value: "Half" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
      problems: expect.arrayContaining([expect.objectContaining({ message: "`output` is missing" })]) as unknown,
    });
    await expect(create("spec", "other", ...NEW_SPEC, { path: ["id"], value: "rope" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    await expect(create("spec", "early", ...NEW_SPEC, { path: ["status"], value: "ready" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    expect(["half", "other", "early"].filter((id) => existsSync(`${dir}/specs/${id}.yaml`))).toEqual([]);
  });

  test.each([
    ["a key that means something to JavaScript", { path: ["__proto__", "x"], value: 1 }],
    ["a value with such a key", { path: ["prompt"], value: JSON.parse('{"constructor": 1}') as unknown }],
    ["a path without an end", { path: [], value: 1 }],
    ["a place before the first", { path: ["tags", -1], value: "item:x" }],
  ])("refuses %s before anything is read", async (_, edit) => {
    await expect(create("spec", "odd", ...NEW_SPEC, edit)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});

describe("saving", () => {
  test("keeps comments and order, says what was there, and undoing puts back every byte", async () => {
    const before = textOf("touchstone.yaml");
    const saved = await save("project", "project", { path: ["policies", "contract", "maxColors"], value: 32 });
    expect(textOf("touchstone.yaml")).toBe(before.replace("maxColors: 48", "maxColors: 32"));
    expect(saved.before?.text).toBe(before);
    const undone = await restore("project", "project", { text: before, base: saved.base });
    expect(textOf("touchstone.yaml")).toBe(before);
    expect(undone.base).toBe(saved.before?.base);
  });

  test("is refused when the file is no longer what the person saw, and so is undoing", async () => {
    const { base, text } = await show("spec", "wick-owl");
    editFile(`${dir}/specs/wick-owl.yaml`, /$/, "# by another hand\n");
    const now = textOf("specs/wick-owl.yaml");
    const edits = [{ path: ["title"], value: "Owl" }];
    const late = callVerb(recordSaveVerb, { input: { kind: "spec", id: "wick-owl", edits, base }, ...there() });
    await expect(late).rejects.toMatchObject({ code: "EXPECTATION_FAILED", hint: expect.stringContaining("again") as string });
    await expect(restore("spec", "wick-owl", { text, base })).rejects.toMatchObject({ code: "EXPECTATION_FAILED" });
    await expect(restore("spec", "wick-owl", { text: null, base: null })).rejects.toMatchObject({ code: "EXPECTATION_FAILED" });
    expect(textOf("specs/wick-owl.yaml")).toBe(now);
  });

  test("writes nothing that is not valid", async () => {
    const before = textOf("checkpoints/pony.yaml");
    await expect(save("checkpoint", "pony", { path: ["defaults", "steps"], value: 0 })).rejects.toMatchObject({
      code: "INPUT_INVALID",
      problems: [{ place: { file: "checkpoints/pony.yaml" } }],
    });
    await expect(save("tags", "tags", { path: ["tags", 1, "id"], value: "item:weapon" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
    expect(textOf("checkpoints/pony.yaml")).toBe(before);
  });

  test("a profile gets its next version, and the released one stays; undoing removes the new one", async () => {
    const before = textOf("profiles/pony/pony-scores.v2.yaml");
    const saved = await save("profile", "pony.pony-scores.v2", { path: ["separator"], value: "; " });
    expect(saved).toMatchObject({ id: "pony.pony-scores.v3", file: "profiles/pony/pony-scores.v3.yaml", before: null });
    expect(textOf("profiles/pony/pony-scores.v2.yaml")).toBe(before);
    expect((await show("profile", saved.id)).value).toMatchObject({ version: 3, separator: "; " });
    await expect(save("profile", saved.id)).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    await expect(restore("profile", saved.id, { text: before, base: saved.base })).rejects.toMatchObject({
      code: "STATE_CONFLICT",
    });
    await restore("profile", saved.id, { text: null, base: saved.base });
    expect((await list("profile")).records).toHaveLength(3);
  });

  test("a ready spec becomes stale; its status and pin are for ready and rebind, but it may go back to draft", async () => {
    await callVerb(specReadyVerb, { input: { specs: ["wick-owl"] }, ...there() });
    await expect(save("spec", "wick-owl", { path: ["pin", "at"], value: 1 })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await save("spec", "wick-owl", { path: ["prompt", "positive"], value: "an owl of brass" });
    const stale = async () => (await callVerb(specListVerb, { input: {}, ...there() })).specs.find(({ id }) => id === "wick-owl");
    expect(await stale()).toMatchObject({ status: "ready", stale: true });
    const back = await save("spec", "wick-owl", { path: ["status"], value: "draft" }, { path: ["pin"] });
    expect(await stale()).toMatchObject({ status: "draft", stale: false });
    await expect(save("spec", "wick-owl", { path: ["status"], value: "ready" })).rejects.toMatchObject({
      problems: [{ code: "INPUT_INVALID", place: { file: "specs/wick-owl.yaml" } }],
    });
    await restore("spec", "wick-owl", { text: back.before?.text ?? "", base: back.base });
    expect(await stale()).toMatchObject({ status: "ready", stale: true });
  });

  test("mends a file that could not be used", async () => {
    editFile(`${dir}/touchstone.yaml`, "maxColors: 48", "maxColors: many");
    await save("project", "project", { path: ["policies", "contract", "maxColors"], value: 48 });
    expect((await show("project", "project")).problems).toEqual([]);
  });

  test("follows no link out of the project", async () => {
    writeFileSync(workshop.at("outside.yaml"), "id: linked\ntitle: Outside\n");
    symlinkSync(workshop.at("outside.yaml"), `${dir}/entities/linked.yaml`);
    await expect(show("entity", "linked")).rejects.toMatchObject({ message: expect.stringContaining("link") as string });
    const edits = [{ path: ["title"], value: "Linked" }];
    const over = { path: ["kind"], value: "item" };
    await expect(create("entity", "linked", ...edits, over)).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(readFileSync(workshop.at("outside.yaml"), "utf8")).toContain("Outside");
  });
});

describe("restoring", () => {
  test("never removes the project file, and never writes what cannot be read", async () => {
    const { base } = await show("project", "project");
    await expect(restore("project", "project", { text: null, base })).rejects.toMatchObject({ code: "STATE_CONFLICT" });
    await expect(restore("project", "project", { text: "id: [", base })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(restore("spec", "../../escape", { text: "id: x\n", base: null })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
  });
});
