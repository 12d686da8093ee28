import { expect, test } from "vitest";
import { digestText } from "../../canonical/digest.ts";
import { openRules } from "../../trace/apply-rules.ts";
import { CROSSING, play, withNodes } from "../diff/plays.fixture.ts";
import { writePlaytestTrace } from "../record/write-playtest-trace.ts";
import { assembleReport, exitCodeOfReport, playsIn, type GoldenFindings } from "./golden-report.ts";
import { judgeGolden, type GoldenVerdict } from "./judge-golden.ts";
import { bodyOf } from "./pair-renames.ts";
import { selectGoldens } from "./select-goldens.ts";

const actualOf = (trace = play(CROSSING)) => ({ trace, text: writePlaytestTrace(trace) });
const noRules = () => openRules({ ignorePaths: [], redact: [] });
const judge = (golden: string, actual = actualOf(), rules = noRules()) => judgeGolden(golden, actual, rules);
const { text } = actualOf();

test("[GD1] a golden is unchanged wherever and by whatever version its play was recorded", () => {
  expect(judge(text)).toEqual({ kind: "unchanged" });
  expect(judge(text.replace('"touchstone":"0.1.0"', '"touchstone":"0.0.9"'))).toEqual({ kind: "unchanged" });
  expect(judge(text.replaceAll("\n", "\r\n"))).toEqual({ kind: "unchanged" });
});

test("[GD1] a play that goes another way is told by its causes", () => {
  const late = actualOf(play(withNodes({ pier: { text: "The ferry is late." } })));
  expect(judge(text, late)).toMatchObject({
    kind: "changed",
    causes: [{ message: "step 1 text changed" }],
    firstDivergence: { expected: 1, actual: 1 },
  });
  expect(judge(text, late, openRules({ ignorePaths: ["**.lines"], redact: [] }))).toEqual({ kind: "unchanged" });
});

test("[GD2] a golden that was touched or cut is damaged, and one of another version says so", () => {
  expect(judge(text.replace("Fog", "Dew"))).toMatchObject({ kind: "damaged", line: 8 });
  expect(judge(text.slice(0, 900))).toMatchObject({ kind: "damaged" });
  expect(judge(text.replace(/^\{"environment.*$/m, '{"environment":'))).toMatchObject({ kind: "damaged", line: 2 });
  expect(judge("")).toMatchObject({ kind: "damaged", message: "the file is empty" });
  const older = judge(text.replace("touchstone.trace/1", "touchstone.trace/0"));
  expect(older).toMatchObject({
    kind: "changed",
    causes: [{ kind: "format_version_changed", message: "trace format version changed" }],
  });
});

const cell = (golden: string) => ({ golden, suite: "all", pov: "mc", category: "linear", case: golden });
const changed = (...keys: string[]): GoldenVerdict => ({
  kind: "changed",
  firstDivergence: null,
  causes: keys.map((key) => ({
    kind: "text_changed",
    step: 1,
    message: key,
    folded: 0,
    key,
    expected: null,
    actual: null,
    detail: null,
  })),
});
const PLAY = digestText("the play");
const NOTHING: GoldenFindings = { judged: [], missing: [], obsolete: [], warnings: [] };
const body = digestText("what happens");

test("[GD3] each kind of finding has a list of its own, sorted, and an exit code", () => {
  const findings: GoldenFindings = {
    judged: [
      { cell: cell("d"), play: PLAY, verdict: changed("text quay") },
      { cell: cell("b"), play: PLAY, verdict: changed("text quay", "text pier") },
      { cell: cell("c"), play: PLAY, verdict: { kind: "damaged", message: "line 3 is not JSON", line: 3 } },
      { cell: cell("a"), play: PLAY, verdict: { kind: "unchanged" } },
    ],
    missing: [{ cell: cell("e"), body, play: PLAY }],
    obsolete: [{ golden: "f", body: null }],
    warnings: ["w"],
  };
  const report = assembleReport(findings);
  expect(report).toMatchObject({
    ok: false,
    changed: [{ golden: "b" }, { golden: "d" }],
    missing: [{ golden: "e", renamedFrom: null }],
    obsolete: [{ golden: "f", renamedTo: null }],
    damaged: [{ golden: "c", line: 3 }],
    unchanged: 1,
    groups: [
      { key: "text quay", count: 2 },
      { key: "text pier", count: 1 },
    ],
    warnings: ["w"],
  });
  expect(exitCodeOfReport(report)).toBe(1);
  expect(exitCodeOfReport({ ...report, changed: [] })).toBe(5);
  expect(exitCodeOfReport(assembleReport({ ...NOTHING, obsolete: findings.obsolete }))).toBe(5);
  expect(exitCodeOfReport(assembleReport({ ...NOTHING, warnings: ["w"] }))).toBe(0);
});

test("[GD4] what is missing and what is obsolete is one rename where both say the same", () => {
  const calm = withNodes({ ferry: { do: [] } });
  const bodies = [null, "choice"].map((category) => bodyOf(actualOf(play(calm, { category })).text));
  expect(bodies[0]).toBe(bodies[1]);
  expect(bodyOf(actualOf(play(calm, { worldline: "storm" })).text)).not.toBe(bodies[0]);
  expect(bodyOf("PNG")).toBeNull();
  const report = assembleReport({
    ...NOTHING,
    missing: [{ cell: cell("new"), body, play: PLAY }],
    obsolete: [
      { golden: "old", body },
      { golden: "x", body: null },
    ],
  });
  expect(report.missing).toMatchObject([{ golden: "new", renamedFrom: "old" }]);
  expect(report.obsolete).toEqual([
    { golden: "old", renamedTo: "new" },
    { golden: "x", renamedTo: null },
  ]);
  const twins = assembleReport({
    ...NOTHING,
    missing: [
      { cell: cell("n"), body, play: PLAY },
      { cell: cell("m"), body, play: PLAY },
    ],
    obsolete: [{ golden: "old", body }],
  });
  expect(twins.missing.map(({ renamedFrom }) => renamedFrom)).toEqual([null, null]);
});

const OPEN = assembleReport({
  judged: [
    { cell: cell("a"), play: PLAY, verdict: changed("one") },
    { cell: cell("b"), play: PLAY, verdict: changed("one", "two") },
    { cell: cell("c"), play: PLAY, verdict: { kind: "damaged", message: "cut", line: 1 } },
  ],
  missing: [{ cell: cell("d"), body, play: PLAY }],
  obsolete: [{ golden: "e", body: null }],
  warnings: [],
});
const choose = (choice: Partial<Parameters<typeof selectGoldens>[1]>) =>
  selectGoldens(OPEN, { goldens: [], causes: [], all: false, ...choice });

test("[GD16] a report says of every play that it shows how it went", () => {
  expect(playsIn(OPEN)).toEqual({ a: PLAY, b: PLAY, c: PLAY, d: PLAY });
});

test("[GD5] goldens are chosen by name, by cause or all; one with another cause as well stays", () => {
  expect(choose({ goldens: ["d"] })).toEqual({ chosen: ["d"], partly: [] });
  expect(choose({ causes: ["one"] })).toEqual({ chosen: ["a"], partly: ["b"] });
  expect(choose({ causes: ["one", "two"] })).toEqual({ chosen: ["a", "b"], partly: [] });
  expect(choose({ all: true })).toEqual({ chosen: ["a", "b", "d", "c"], partly: [] });
});

test("[GD5] what is not there is refused, and so is a choice of nothing", () => {
  expect(() => choose({ goldens: ["e"] })).toThrow(expect.objectContaining({ code: "RECORD_NOT_FOUND" }));
  expect(() => choose({ causes: ["ones"] })).toThrow(/no cause `ones` .*`one`/);
  expect(() => choose({})).toThrow(expect.objectContaining({ code: "USAGE" }));
});

test("[GD6] a rule that matches nowhere is told once for all goldens of a suite, also where all are unchanged", () => {
  const rules = openRules({ ignorePaths: ["meta.sead", "meta.seed"], redact: [] });
  for (let golden = 0; golden < 3; golden += 1) judge(text, actualOf(), rules);
  expect(rules.warnings()).toEqual(["`meta.sead` matches nothing in either trace"]);
});
