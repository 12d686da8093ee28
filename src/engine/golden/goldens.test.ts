import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createWorkshop, editFile } from "../../../tests/support/sample-game.ts";
import { MIST, writeFiles } from "../../../tests/support/stories.ts";
import { acceptGoldens, pruneGoldens } from "./accept-goldens.ts";
import { checkGoldens, type GoldenCheck } from "./check-goldens.ts";
import { diffGolden } from "./diff-golden.ts";
import { listGoldens } from "./golden-files.ts";
import { placeGoldens } from "./golden-place.ts";

const workshop = createWorkshop("goldens");
afterAll(workshop.remove);

const SUITE = `format: touchstone.suite/1
plan:
  mina:
    choice: { scene: mist.scene.yaml, seed: 5 }
    linear: { scene: mist.scene.yaml, policy: "script:row.script" }
  bo:
    choice: { scene: mist.scene.yaml, seed: 8 }
golden: { ignorePaths: [provenance.digest, "meta.generated_at*"] }
`;
const SCRIPT = "select: light\nselect: row\nend: home\n";
const quiet = (): void => undefined;
let check: GoldenCheck;

function checkOf(...files: readonly string[]): GoldenCheck {
  const suites = files.map((name) => ({ path: workshop.at(name), name }));
  return { suites, isWhole: false, ...placeGoldens(workshop.dir, null), writesPending: true, touchstone: "0.1.0" };
}

beforeEach(() => {
  rmSync(workshop.dir, { recursive: true });
  mkdirSync(workshop.dir);
  writeFiles(workshop.dir, { "mist.scene.yaml": MIST, "mist.suite.yaml": SUITE, "row.script": SCRIPT });
  check = checkOf("mist.suite.yaml");
});

const record = async () => await acceptGoldens(check, "missing", quiet);
const report = async (extra: Partial<GoldenCheck> = {}) => await checkGoldens({ ...check, ...extra }, quiet);
const change = (): void => editFile(workshop.at("mist.scene.yaml"), "The boat rocks", "The boat sways");
const golden = (name: string): string => workshop.at("goldens", name);
const LINEAR = "mina/linear/mist.trace.jsonl";
const CHOICE = "mina/choice/mist.seed5.trace.jsonl";

test("[GD9] what is missing is recorded, each with its log, and then nothing differs", async () => {
  const before = await report();
  expect(before.missing.map((one) => one.golden)).toEqual(["bo/choice/mist.seed8.trace.jsonl", CHOICE, LINEAR]);
  expect(before.missing[1]).toEqual({
    golden: CHOICE,
    suite: "mist",
    pov: "mina",
    category: "choice",
    case: "mist.seed5",
    renamedFrom: null,
    play: expect.stringMatching(/^sha256:/) as string,
  });
  expect((await record()).written).toHaveLength(3);
  expect(JSON.parse(readFileSync(golden("mina/linear/mist.log"), "utf8"))).toMatchObject({
    scene: "mist",
    pov: "mina",
    steps: 3,
  });
  expect(await report()).toMatchObject({ ok: true, unchanged: 3, missing: [], groups: [] });
});

test("[GD9] recording leaves what changed; accepting a cause writes the goldens that have no other", async () => {
  await record();
  const old = readFileSync(golden(CHOICE), "utf8");
  change();
  expect((await record()).written).toEqual([]);
  expect(readFileSync(golden(CHOICE), "utf8")).toBe(old);
  const { groups } = await report();
  expect(groups).toMatchObject([{ message: "step 1 text changed", count: 3 }]);
  const accepted = await acceptGoldens(check, { goldens: [], causes: [groups[0]?.key ?? ""], all: false }, quiet);
  expect(accepted).toMatchObject({ partly: [], report: { ok: true } });
  expect(readFileSync(golden(CHOICE), "utf8")).toContain("sways");
});

test("[GD9] a damaged golden is written anew only when it is named, and an obsolete one removed with its log", async () => {
  await record();
  writeFileSync(golden(LINEAR), readFileSync(golden(LINEAR), "utf8").slice(0, 400));
  expect((await record()).report).toMatchObject({ ok: false, damaged: [{ golden: LINEAR, line: 1 }] });
  expect((await acceptGoldens(check, { goldens: [LINEAR], causes: [], all: false }, quiet)).report.ok).toBe(true);
  editFile(workshop.at("mist.suite.yaml"), /\n {4}linear.*/, "");
  expect(await report()).toMatchObject({ ok: false, obsolete: [{ golden: LINEAR, renamedTo: null }] });
  expect(await pruneGoldens(check)).toEqual([LINEAR]);
  expect([existsSync(golden(LINEAR)), existsSync(dirname(golden(LINEAR)))]).toEqual([false, false]);
  expect((await report()).ok).toBe(true);
});

test("[GD4] a golden that lies elsewhere is told as a rename", async () => {
  await record();
  mkdirSync(dirname(golden("mina/old/mist.trace.jsonl")));
  renameSync(golden(LINEAR), golden("mina/old/mist.trace.jsonl"));
  expect(await report()).toMatchObject({
    missing: [{ golden: LINEAR, renamedFrom: "mina/old/mist.trace.jsonl" }],
    obsolete: [{ golden: "mina/old/mist.trace.jsonl", renamedTo: LINEAR }],
  });
});

test("[GD6] a rule that matches in no golden is told once, with its suite", async () => {
  await record();
  const warnings = (await report()).warnings.filter((warning) => warning.includes("matches nothing"));
  expect(warnings).toEqual(["mist.suite.yaml: `meta.generated_at*` matches nothing in either trace"]);
});

test("[GD8] where nothing may be written, nothing is, also where everything is missing", async () => {
  await report({ writesPending: false });
  expect([existsSync(workshop.at("goldens")), existsSync(workshop.at(".touchstone"))]).toEqual([false, false]);
});

test("[GD10] plays that differ wait outside of git while they differ", async () => {
  await record();
  expect(await listGoldens(check.pendingDir)).toEqual([]);
  change();
  await report();
  expect(await listGoldens(check.pendingDir)).toContain(CHOICE);
  expect(readFileSync(workshop.at(".touchstone/goldens", CHOICE), "utf8")).toContain("sways");
  expect(readFileSync(workshop.at(".touchstone/.gitignore"), "utf8")).toBe("*\n");
  await acceptGoldens(check, { goldens: [CHOICE], causes: [], all: false }, quiet);
  expect(await listGoldens(check.pendingDir)).not.toContain(CHOICE);
});

test("[GD11] goldens of another suite are obsolete only when all suites are looked at", async () => {
  writeFiles(workshop.dir, { "tide.suite.yaml": SUITE.replaceAll("mina", "bo").replace(/ {2}bo:\n {4}choice.*seed: 8.*\n/, "") });
  await acceptGoldens(checkOf("tide.suite.yaml"), { goldens: [], causes: [], all: true }, quiet);
  expect((await report()).obsolete).toEqual([]);
  expect((await report({ isWhole: true })).obsolete.map((one) => one.golden)).toEqual([
    "bo/choice/mist.seed5.trace.jsonl",
    "bo/linear/mist.trace.jsonl",
  ]);
});

test("[GD14] a suite of the same name elsewhere keeps its goldens: nothing is checked or removed until one is renamed", async () => {
  await record();
  writeFiles(workshop.dir, { "sub/mist.suite.yaml": "mina:\n  only: ../mist.scene.yaml\n" });
  const message = "`sub/mist.suite.yaml` and `mist.suite.yaml` are both the suite `mist`, and goldens could not be told apart";
  await expect(pruneGoldens(checkOf("sub/mist.suite.yaml"))).rejects.toMatchObject({ code: "INPUT_INVALID", message });
  await expect(checkGoldens(checkOf("sub/mist.suite.yaml", "mist.suite.yaml"), quiet)).rejects.toMatchObject({
    problems: { length: 2 },
  });
  writeFiles(workshop.dir, { "sub/touchstone.yaml": "id: sub\ntitle: Sub\n" });
  expect((await report()).ok).toBe(true);
});

test("[GD15] a log that is missing or false is told, and recording writes it anew", async () => {
  await record();
  const log = golden("mina/linear/mist.log");
  const was = readFileSync(log, "utf8");
  writeFileSync(log, '{"lie":1}\n');
  rmSync(golden("bo/choice/mist.seed8.log"));
  const { ok, warnings } = await report({ writesPending: false });
  expect([ok, warnings.filter((warning) => warning.startsWith("the log"))]).toEqual([
    true,
    [
      "the log `mina/linear/mist.log` does not say what its golden says; `touchstone golden record` writes it anew",
      "the log `bo/choice/mist.seed8.log` is missing; `touchstone golden record` writes it anew",
    ],
  ]);
  const { logs, written } = await record();
  expect([written, [...logs].toSorted()]).toEqual([[], ["bo/choice/mist.seed8.log", "mina/linear/mist.log"]]);
  expect(readFileSync(log, "utf8")).toBe(was);
  writeFileSync(log, was.replace("\n", "\r\n"));
  expect((await report()).warnings.join()).not.toContain("the log");
});

const bySway = { goldens: [], causes: ["text_changed boat"], all: false };

test("[GD16] what changed again since the last check is not accepted, however often that is asked", async () => {
  await record();
  change();
  await report();
  editFile(workshop.at("mist.scene.yaml"), "The boat sways", "The boat sinks");
  for (let time = 0; time < 2; time += 1) {
    const { written, moved } = await acceptGoldens(check, bySway, quiet);
    expect([written, moved.length]).toEqual([[], 3]);
  }
  await report();
  expect(await acceptGoldens(check, bySway, quiet)).toMatchObject({ written: { length: 3 }, moved: [], report: { ok: true } });
});

test("[GD16] what was shown goes before what waits, and what was not shown at all is not accepted", async () => {
  await record();
  change();
  const { changed } = await report({ writesPending: false });
  const [first] = changed;
  const seen = { [first?.golden ?? ""]: first?.play ?? "" };
  expect(await acceptGoldens(check, { ...bySway, seen }, quiet)).toMatchObject({
    written: [first?.golden],
    moved: { length: 2 },
  });
  expect((await acceptGoldens(check, bySway, quiet)).written).toHaveLength(2);
});

test("[GD5] two suites whose plays would have one golden are refused, with both named", async () => {
  writeFiles(workshop.dir, { "twin.suite.yaml": SUITE });
  await expect(checkGoldens(checkOf("mist.suite.yaml", "twin.suite.yaml"), quiet)).rejects.toMatchObject({
    code: "INPUT_INVALID",
    problems: { length: 3 },
    message: expect.stringContaining("`twin: mina/choice` and `mist: mina/choice` would have one golden") as string,
  });
});

test("[GD5] goldens whose names differ in case alone are refused, since many a disk takes them for one", async () => {
  writeFiles(workshop.dir, { "twin.suite.yaml": SUITE.replaceAll("choice", "Choice").replaceAll("linear", "Linear") });
  await expect(checkGoldens(checkOf("mist.suite.yaml", "twin.suite.yaml"), quiet)).rejects.toMatchObject({
    problems: { length: 3 },
  });
});

test("[GD13] a play that failed is told, also where its golden says the same", async () => {
  editFile(workshop.at("row.script"), "end: home", "end: lost");
  editFile(workshop.at("mist.suite.yaml"), "seed: 8", "seed: 8, maxSteps: 1");
  const { report: recorded } = await record();
  expect(recorded.ok).toBe(true);
  const complaints = [
    "`mina/linear` does not meet its script at row.script:3:1: expected the ending `lost`, met the ending `home`",
    "`bo/choice` comes to no end, `budget`: 1 step was played without an end",
  ];
  expect(recorded.warnings).toEqual(expect.arrayContaining(complaints));
  expect((await report()).warnings).toEqual(expect.arrayContaining(complaints));
});

test("[GD1] one golden is shown beside its play, and only what a suite names is read", async () => {
  await record();
  change();
  const shown = await diffGolden(check, { golden: CHOICE, touchstone: "0.1.0" });
  expect(shown).toMatchObject({ golden: CHOICE, diff: { equal: false, causes: [{ kind: "text_changed" }] } });
  expect([shown.expected?.includes("rocks"), shown.actual.includes("sways")]).toEqual([true, true]);
  writeFileSync(golden(LINEAR), "PNG");
  expect(await diffGolden(check, { golden: LINEAR, touchstone: "0.1.0" })).toMatchObject({ expected: "PNG", diff: null });
  await expect(diffGolden(check, { golden: "../mist.scene.yaml", touchstone: "0" })).rejects.toMatchObject({
    code: "RECORD_NOT_FOUND",
  });
});
