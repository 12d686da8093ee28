import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../errors.ts";
import { BINDINGS, GRAPH, WORKFLOW_FILES } from "../../../tests/support/workflows.ts";
import { problemsFor, readProject, sharedProblems } from "./read-project.ts";

const SHA = "0".repeat(64);

/** A project in which every kind of record names others. */
const FILES: Readonly<Record<string, string>> = {
  "touchstone.yaml": `id: g
title: G
policies:
  checkpoints:
    pony: { defaultProfile: scores, defaultBaseline: wick, allowedBaselines: [wick] }
  stack: { incompatible: [[brush, core, clash]] }
  projectLoras: [{ lora: brush }]
`,
  "tags.yaml": `tags:
  - id: item:gem
    title: Gem
    models: { required: [{ lora: core }], preferred: [{ lora: brush }] }
    prompt: { pony: [{ id: f, text: gem }] }
`,
  "checkpoints/pony.yaml": "id: pony\ntitle: Pony\nfamily: pony\nsupportedAssetTypes: [ui_icon]\n",
  "profiles/pony/scores.v1.yaml": "id: scores\nversion: 1\ncheckpointId: pony\n",
  "profiles/pony/scores.v2.yml": "id: scores\nversion: 2\ncheckpointId: pony\n",
  "baselines/wick.yaml": "id: wick\ncheckpointId: pony\nprofile: scores\nloras: [{ lora: core }]\n",
  "loras/brush.yaml": `id: brush\nscope: project\nfile: b.safetensors\nsha256: "${SHA}"\ncheckpoints: [pony]\nrecommendedFor: ["item:gem"]\n`,
  "loras/core.yaml": `id: core\nscope: tag\nfile: c.safetensors\nsha256: "${SHA}"\ncheckpoints: [pony]\n`,
  "entities/gem.yaml": "id: gem\ntitle: Gem\nkind: item\nloras: [{ lora: core }]\n",
  "specs/gem.yaml": `id: gem
title: Gem
assetType: ui_icon
tags: ["item:gem"]
checkpoint: pony
profile: scores
baseline: wick
loras: [{ lora: brush }]
entityLink: { entity: gem, role: pickup_icon }
workflow: flow
output: { kind: single_image }
`,
  "specs/ore.yaml": "id: ore\ntitle: Ore\nassetType: ui_icon\noutput: { kind: single_image }\n",
  "story/part-1/pier.scene.yaml": `id: pier
start: quay
assets: { gem: { kind: props, spec: gem } }
nodes: [{ id: quay, assets: [gem], end: home }]
`,
  ...WORKFLOW_FILES,
};

/** The project with some files replaced, added (a text) or left out (null). */
function read(changes: Readonly<Record<string, string | null>> = {}): ReturnType<typeof readProject> {
  const files = Object.entries({ ...FILES, ...changes }).flatMap(([file, text]) => (text === null ? [] : [{ file, text }]));
  return readProject(files);
}

const lines = (problems: readonly Problem[]): string[] =>
  problems.map(({ code, message, place }) => `${place?.file}:${place?.line}:${place?.column} ${code} ${message}`);

describe("a sound project", () => {
  test("[A40] every path gives its record, `.yml` too", () => {
    const { records, problems, references, warnings } = read();
    expect([...lines(problems), ...lines(references), ...lines(warnings)]).toEqual([]);
    expect(records?.profiles.map((profile) => profile.version)).toEqual([1, 2]);
    expect([...(records?.specs.keys() ?? [])]).toEqual(["gem", "ore"]);
    expect(records?.workflows.get("flow")).toEqual({ id: "flow", graph: GRAPH, bindings: BINDINGS });
  });

  test("[A41] the order of files changes nothing, whatever is wrong with them", () => {
    const broken = {
      ...FILES,
      "specs/a.yaml": "id: b\n",
      "specs/gem.yml": FILES["specs/gem.yaml"] ?? "",
      "baselines/wick.yaml": "id: [",
    };
    const files = Object.entries(broken).map(([file, text]) => ({ file, text }));
    const shown = (from: typeof files): unknown => {
      const { records, problems, references, specFiles } = readProject(from);
      return JSON.stringify([
        [...(records?.specs ?? [])],
        [...(records?.loras ?? [])],
        records?.profiles,
        problems,
        references,
        [...specFiles],
      ]);
    };
    const expected = shown(files);
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(shown(shuffled)).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe("problems of files", () => {
  test("[A40] a record at a place where none is looked for names the right one", () => {
    const { problems } = read({ "specs/weapons/sword.yaml": "id: sword\n", "profiles/pony/plain.yaml": "id: plain\n" });
    expect(problems.map(({ message, hint }) => `${message} | ${hint}`)).toEqual([
      "`profiles/pony/plain.yaml` is not where a record is looked for | Name it `profiles/<checkpoint>/<id>.v<N>.yaml`",
      "`specs/weapons/sword.yaml` is not where a record is looked for | Name it `specs/<id>.yaml`",
    ]);
  });

  test("[A42] a broken spec blocks itself alone; a broken shared file blocks every spec", () => {
    const spec = read({ "specs/ore.yaml": "id: ore\nbogus: 1\n" });
    expect(spec.records?.specs.has("ore")).toBe(false);
    expect(spec.records?.specs.has("gem")).toBe(true);
    expect(problemsFor(spec, "gem")).toEqual([]);
    expect(problemsFor(spec, "ore").length).toBeGreaterThan(0);

    const shared = read({ "loras/core.yaml": "id: core\n" });
    expect(problemsFor(shared, "gem").length).toBeGreaterThan(0);
    expect(problemsFor(shared, "ore")).toEqual(problemsFor(shared, "gem"));
  });

  test("[A42] a broken story blocks no spec", () => {
    const reading = read({ "story/pier.scene.yaml": "id: pier\nstart: quay\nnodes: [{ id: quai, end: home }]\n" });
    expect(lines(reading.problems)).toEqual([
      "story/pier.scene.yaml:2:8 INPUT_INVALID node `quay` does not exist: did you mean `quai`?",
    ]);
    expect(problemsFor(reading, "gem")).toEqual([]);
    expect(sharedProblems(reading)).toEqual([]);
  });

  test("[A42] a file that could not even be loaded counts as that file's problem", () => {
    const files = Object.entries(FILES).map(([file, text]) => ({ file, text }));
    const problem: Problem = { code: "FILE_TOO_LARGE", message: "x", place: { file: "specs/big.yaml", line: 1, column: 1 } };
    const reading = readProject(files, [problem]);
    expect(problemsFor(reading, "big")).toEqual([problem]);
    expect(problemsFor(reading, "gem")).toEqual([]);
  });

  test.each([
    [
      "specs/ore.yaml",
      "id: iron\ntitle: Ore\nassetType: a\noutput: { kind: single_image }\n",
      "1:5 INPUT_INVALID `id` is `iron`, but the file's path says `ore`",
    ],
    [
      "profiles/pony/scores.v1.yaml",
      "id: scores\nversion: 3\ncheckpointId: pony\n",
      "2:10 INPUT_INVALID `version` is `3`, but the file's path says `1`",
    ],
    [
      "profiles/pony/scores.v1.yaml",
      "id: scores\nversion: 1\ncheckpointId: copax\n",
      "3:15 INPUT_INVALID `checkpointId` is `copax`, but the file's path says `pony`",
    ],
  ])("[A43] %s must say what its path says", (file, text, expected) => {
    expect(lines(read({ [file]: text }).problems)).toEqual([`${file}:${expected}`]);
  });

  test("[A44] one id in two files, and twice in the catalogue, names both places", () => {
    const tag = "  - id: item:gem\n    title: Gem\n";
    const { problems } = read({ "specs/gem.yml": FILES["specs/gem.yaml"] ?? "", "tags.yaml": `tags:\n${tag}${tag}` });
    expect(lines(problems)).toEqual([
      "specs/gem.yml:1:5 DUPLICATE_ID spec `gem` exists twice: it stands at specs/gem.yaml:1:5 already",
      "tags.yaml:4:9 DUPLICATE_ID tag `item:gem` exists twice: it stands at tags.yaml:2:9 already",
    ]);
  });

  test("[A44] each profile version of a checkpoint, the project file and the catalogue exist once", () => {
    const { problems } = read({
      "profiles/pony/scores.v1.yml": FILES["profiles/pony/scores.v1.yaml"] ?? "",
      "touchstone.yml": "id: g\ntitle: G\n",
      "tags.yml": "tags: []\n",
    });
    expect(lines(problems)).toEqual([
      "profiles/pony/scores.v1.yml:1:5 DUPLICATE_ID profile `pony/scores.v1` exists twice: it stands at profiles/pony/scores.v1.yaml:1:5 already",
      "tags.yml:1:1 DUPLICATE_ID the tag catalogue exists twice: it stands at tags.yaml:1:1 already",
      "touchstone.yml:1:5 DUPLICATE_ID the project file exists twice: it stands at touchstone.yaml:1:5 already",
    ]);
  });

  test("[A44] two checkpoints may each have a profile of one name", () => {
    const copax = { "checkpoints/copax.yaml": "id: copax\ntitle: C\nfamily: copax\nsupportedAssetTypes: [a]\n" };
    const reading = read({ ...copax, "profiles/copax/scores.v1.yaml": "id: scores\nversion: 1\ncheckpointId: copax\n" });
    expect(lines(reading.problems)).toEqual([]);
    expect(reading.records?.profiles.map((profile) => `${profile.checkpointId} ${profile.version}`)).toEqual([
      "copax 1",
      "pony 1",
      "pony 2",
    ]);
  });

  test("[A45] without a valid `touchstone.yaml` there are no records", () => {
    const missing = read({ "touchstone.yaml": null });
    expect(missing.records).toBeUndefined();
    expect(lines(missing.problems)).toEqual(["touchstone.yaml:1:1 PROJECT_NOT_FOUND `touchstone.yaml` is missing"]);
    const broken = read({ "touchstone.yaml": "id: g\n" });
    expect(broken.records).toBeUndefined();
    expect(lines(broken.problems)).toEqual(["touchstone.yaml:1:1 INPUT_INVALID `title` is missing"]);
  });

  test("[A40] a workflow needs both of its files", () => {
    expect(lines(read({ "workflows/flow.bindings.yaml": null }).problems)).toEqual([
      "workflows/flow.json:1:1 INPUT_INVALID workflow `flow` has no `workflows/flow.bindings.yaml`",
    ]);
  });

  test("[A42] warnings keep nothing from being read", () => {
    const { records, warnings } = read({ "specs/ore.yaml": `\uFEFF${FILES["specs/ore.yaml"]}` });
    expect(lines(warnings)).toEqual([
      "specs/ore.yaml:1:1 FILE_ENCODING `specs/ore.yaml` begins with a byte-order mark, which is ignored",
    ]);
    expect(records?.specs.has("ore")).toBe(true);
  });
});

describe("names of other records", () => {
  test.each([
    [
      "specs/gem.yaml",
      "checkpoint: pony",
      "checkpoint: poni",
      "5:13 INPUT_INVALID checkpoint `poni` does not exist: did you mean `pony`?",
    ],
    [
      "specs/gem.yaml",
      "profile: scores",
      "profile: score",
      "6:10 INPUT_INVALID profile `score` does not exist: did you mean `scores`?",
    ],
    [
      "specs/gem.yaml",
      "baseline: wick",
      "baseline: wock",
      "7:11 INPUT_INVALID baseline `wock` does not exist: did you mean `wick`?",
    ],
    ["specs/gem.yaml", "lora: brush", "lora: brsh", "8:17 INPUT_INVALID lora `brsh` does not exist: did you mean `brush`?"],
    [
      "specs/gem.yaml",
      '["item:gem"]',
      '["item:gme"]',
      "4:8 INPUT_INVALID tag `item:gme` does not exist: did you mean `item:gem`?",
    ],
    ["specs/gem.yaml", "entity: gem", "entity: mine", "9:23 INPUT_INVALID entity `mine` does not exist"],
    [
      "specs/gem.yaml",
      "workflow: flow",
      "workflow: flaw",
      "10:11 INPUT_INVALID workflow `flaw` does not exist: did you mean `flow`?",
    ],
    [
      "story/part-1/pier.scene.yaml",
      "spec: gem",
      "spec: gme",
      "3:37 INPUT_INVALID spec `gme` does not exist: did you mean `gem`?",
    ],
    ["touchstone.yaml", "    pony:", "    poni:", "5:5 INPUT_INVALID checkpoint `poni` does not exist: did you mean `pony`?"],
    ["touchstone.yaml", "defaultProfile: scores", "defaultProfile: x", "5:29 INPUT_INVALID profile `x` does not exist"],
    ["touchstone.yaml", "defaultBaseline: wick", "defaultBaseline: x", "5:54 INPUT_INVALID baseline `x` does not exist"],
    ["touchstone.yaml", "allowedBaselines: [wick]", "allowedBaselines: [x]", "5:79 INPUT_INVALID baseline `x` does not exist"],
    [
      "touchstone.yaml",
      "[[brush, core, clash]]",
      "[[brush, cor, clash]]",
      "6:35 INPUT_INVALID lora `cor` does not exist: did you mean `core`?",
    ],
    [
      "touchstone.yaml",
      "projectLoras: [{ lora: brush",
      "projectLoras: [{ lora: zzz",
      "7:26 INPUT_INVALID lora `zzz` does not exist",
    ],
    [
      "tags.yaml",
      "required: [{ lora: core",
      "required: [{ lora: cores",
      "4:34 INPUT_INVALID lora `cores` does not exist: did you mean `core`?",
    ],
    ["tags.yaml", "preferred: [{ lora: brush", "preferred: [{ lora: zzz", "4:63 INPUT_INVALID lora `zzz` does not exist"],
    [
      "tags.yaml",
      "prompt: { pony",
      "prompt: { peony",
      "5:15 INPUT_INVALID checkpoint `peony` does not exist: did you mean `pony`?",
    ],
    ["baselines/wick.yaml", "checkpointId: pony", "checkpointId: zzz", "2:15 INPUT_INVALID checkpoint `zzz` does not exist"],
    ["baselines/wick.yaml", "profile: scores", "profile: zzz", "3:10 INPUT_INVALID profile `zzz` does not exist"],
    ["baselines/wick.yaml", "lora: core", "lora: zzz", "4:17 INPUT_INVALID lora `zzz` does not exist"],
    ["loras/brush.yaml", "checkpoints: [pony]", "checkpoints: [zzz]", "5:15 INPUT_INVALID checkpoint `zzz` does not exist"],
    ["loras/brush.yaml", "item:gem", "item:zzzzzz", "6:18 INPUT_INVALID tag `item:zzzzzz` does not exist"],
    ["entities/gem.yaml", "lora: core", "lora: zzz", "4:17 INPUT_INVALID lora `zzz` does not exist"],
  ])("[A46] %s: `%s` written as `%s`", (...row) => {
    const [file, right, wrong, expected] = row;
    const text = FILES[file] ?? "";
    expect(text).toContain(right);
    const reading = read({ [file]: text.replace(right, wrong) });
    expect(lines(reading.problems)).toEqual([]);
    expect(lines(reading.references)).toEqual([`${file}:${expected}`]);
    expect(problemsFor(reading, "gem")).toEqual([]);
  });

  test("[A46] a profile of a checkpoint that does not exist", () => {
    const { references } = read({ "profiles/zzz/other.v1.yaml": "id: other\nversion: 1\ncheckpointId: zzz\n" });
    expect(lines(references)).toEqual(["profiles/zzz/other.v1.yaml:3:15 INPUT_INVALID checkpoint `zzz` does not exist"]);
  });

  test("[A47] a record whose file is broken is not reported as missing, nor are tags of a broken catalogue", () => {
    const { references, problems } = read({
      "checkpoints/pony.yaml": "id: pony\n",
      "loras/core.yaml": "id: [",
      "tags.yaml": "tags: 1\n",
    });
    expect(lines(references)).toEqual([]);
    expect(new Set(problems.map((problem) => problem.place?.file))).toEqual(
      new Set(["checkpoints/pony.yaml", "loras/core.yaml", "tags.yaml"]),
    );
  });

  test("[A46] without a catalogue every tag is unknown", () => {
    expect(lines(read({ "tags.yaml": null }).references)).toEqual([
      "loras/brush.yaml:6:18 INPUT_INVALID tag `item:gem` does not exist",
      "specs/gem.yaml:4:8 INPUT_INVALID tag `item:gem` does not exist",
    ]);
  });
});
