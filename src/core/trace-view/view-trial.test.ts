import { expect, test } from "vitest";
import type { TrialEntry } from "../trials/record/trial-lines.ts";
import { compareViews } from "./comparison.ts";
import { openComparison } from "./open-comparison.ts";
import { openTrace } from "./open-trace.ts";
import { differingParts, sameStep } from "./same-step.ts";
import { searchText } from "./trace-rows.ts";
import { ENTRIES, numbered, sampleTrial, trialText } from "./trial.fixture.ts";
import { viewTrial } from "./view-trial.ts";

const view = viewTrial(sampleTrial());
const stepAt = (place: string, nth = 0) => view.steps.filter((step) => step.place === place)[nth];

test("[TV14] a trial is shown by its settings, what was said, each call with what came back, votes and assertions", () => {
  expect(view).toMatchObject({ kind: "trial", title: "lamp-oil", play: null, source: { file: ENVIRONMENT_FILE } });
  expect(view.steps.map(({ place, chose }) => [place, chose])).toEqual([
    ["setup", null],
    ["user", null],
    ["assistant", "check_stock, check_stock"],
    ["tool check_stock", null],
    ["tool check_stock", null],
    ["assistant", null],
    ["judge is polite", null],
    ["judge is polite", null],
    ["assert says the sum", null],
    ["assert cost_limit", null],
  ]);
  expect(stepAt("setup")).toMatchObject({
    lines: [{ text: "You keep the chandlery." }],
    texts: [{ name: "parameters", text: expect.stringContaining('"temperature": 0.2') }, { name: "tools" }],
  });
  expect(stepAt("assistant", 1)?.lines).toEqual([{ text: "Eight pence.", speaker: null }]);
});

const ENVIRONMENT_FILE = "scenarios/lamp-oil.scenario.yaml";

test("[TV14] a call stands with its arguments, its result and who answered; one that was refused says why", () => {
  expect(stepAt("tool check_stock")).toMatchObject({
    mark: null,
    facts: expect.arrayContaining([
      ["answered by", "mock"],
      ["took", "30 ms"],
    ]),
    texts: [
      { name: "arguments", text: '{\n  "thing": "oil"\n}' },
      { name: "result", text: '{\n  "left": 6\n}' },
    ],
  });
  expect(stepAt("tool check_stock", 1)).toMatchObject({
    mark: { word: "refused" },
    lines: [{ text: "the arguments are no JSON" }],
    texts: [{ name: "arguments, which are no JSON", text: "{thing: wick" }, { name: "result" }],
  });
});

test("[TV14] calls of one name and id stand each with its own result, and one that was cut off with none", () => {
  const [, , , call, first] = ENTRIES;
  const second = first?.line === "tool_result" ? { ...first, value: { left: 5 } } : undefined;
  const lines = [call, first, call, second, call].flatMap((entry) => entry ?? []);
  const results = viewTrial(sampleTrial({ lines: numbered(lines) })).steps.map(({ texts }) => texts.at(-1)?.text);
  expect(results.map((text) => text?.replaceAll(/\s/g, ""))).toEqual(['{"left":6}', '{"left":5}', '{"thing":"oil"}']);
});

test("[TV15] tokens, cost and time stand with each answer, tries that failed besides; what is unknown is not called nothing", () => {
  expect(stepAt("assistant")?.facts).toEqual([
    ["turn", "1"],
    ["finish", "tool_calls"],
    ["tokens", "210 + 38 (100 from a cache)"],
    ["cost", "$0.0021"],
    ["took", "420 ms"],
    ["tried before", "429 too many requests, waited 1 s"],
    ["model", "wick-keeper-7"],
  ]);
  expect(stepAt("assistant", 1)?.facts).toEqual([
    ["turn", "2"],
    ["finish", "stop (end_turn)"],
    ["tokens", "unknown"],
    ["cost", "unknown"],
  ]);
  const facts = new Map(view.facts);
  expect([facts.get("tokens"), facts.get("cost"), facts.get("judges"), facts.get("took")]).toEqual([
    "unknown",
    "unknown",
    "unknown",
    "1.9 s",
  ]);
  expect([facts.get("trial"), facts.get("model"), facts.get("score")]).toEqual(["2", "wick-keeper", "0.666"]);
});

test("[TV16] a vote is shown by its reasons, one that cannot be read says so, and what was not judged is no pass", () => {
  expect(stepAt("judge is polite")).toMatchObject({
    mark: null,
    lines: [{ speaker: "tone 0.9", text: "It is short and kind" }],
    texts: [{ name: "as it came", isFolded: true }],
  });
  expect(stepAt("judge is polite", 1)).toMatchObject({ mark: { word: "unreadable" }, lines: [{ text: "it is no JSON" }] });
  expect(stepAt("assert says the sum")).toMatchObject({
    mark: { word: "pass" },
    lines: [{ text: "the last answer fits `pence`" }],
  });
  expect(stepAt("assert cost_limit")).toMatchObject({
    mark: { word: "skipped", tone: "unknown" },
    facts: expect.arrayContaining([["not recorded", "cost"]]),
  });
});

test("[TV16] an error says whose it is, and the end how the conversation ended where that is not how it should", () => {
  const error = { line: "error", turn: 2, code: "PROVIDER_BUSY", message: "m", status: 529, ours: false } as const;
  const { footer } = sampleTrial();
  const ended = viewTrial(
    sampleTrial({
      lines: numbered([error, { ...error, code: "TIMEOUT", ours: true }]),
      footer: { ...footer, outcome: "infra_error", finishReason: "timeout" },
    }),
  );
  expect(ended.steps.map(({ mark }) => mark?.word)).toEqual(["error", "limit"]);
  expect(ended.end).toMatchObject({ mark: { tone: "uncertain", word: "no answer" }, text: "out of time" });
});

test("[TV17] of a trial without content its course is shown, and that nothing more was recorded", () => {
  const { header, footer } = sampleTrial();
  const [, response, clock, call, result] = ENTRIES;
  const bare = [
    { line: "model_request", turn: 1, fingerprint: null, messages: [], config: null },
    { ...response, wire: null, toolCalls: [{ id: "c", name: "check_stock", arguments: null, invalid: null }] },
    clock,
    { ...call, call: { id: "c", name: "check_stock", arguments: null, invalid: null } },
    { ...result, callId: "c", value: null },
  ] as typeof ENTRIES;
  const shown = viewTrial({
    header: { ...header, recordingMode: "metadata_only", snapshot: null },
    environment: {},
    lines: numbered(bare),
    footer,
  });
  expect(shown.steps.map(({ place, lines, texts }) => [place, lines.length, texts.length])).toEqual([
    ["assistant", 0, 0],
    ["tool check_stock", 0, 0],
  ]);
  expect(shown.facts).toContainEqual(["recorded", "no content"]);
});

test("[TV17] a trial that was cut off is shown up to the cut, with an end that is not known", () => {
  const text = trialText(sampleTrial());
  const whole = openTrace({ name: "a", text });
  expect(whole).toMatchObject({ damage: null, playtest: null, trial: { header: { trialIndex: 2 } } });
  const cut = openTrace({ name: "a", text: text.slice(0, text.indexOf("Eight pence")) });
  expect(cut).toMatchObject({ trial: null, damage: { code: "TRACE_TRUNCATED" }, view: { source: { file: ENVIRONMENT_FILE } } });
  expect(cut.view?.steps.map(({ place }) => place)).toEqual(view.steps.slice(0, 5).map(({ place }) => place));
  expect(cut.view?.end.mark.tone).toBe("unknown");
});

test("[TV17] a line that is no trial's is damage, and what stands before it is shown", () => {
  const { lines } = sampleTrial();
  const foreign = [...lines.slice(0, 2), { i: 2, line: "dance" }] as unknown as typeof lines;
  expect(openTrace({ name: "a", text: trialText(sampleTrial({ lines: foreign })) })).toMatchObject({
    trial: null,
    damage: { code: "TRACE_DAMAGED", line: 5 },
    view: { steps: { length: 3 } },
  });
});

test("[TV19] two trials stand beside each other, each cause at its row, and their numbers are no difference", () => {
  const { header } = sampleTrial();
  const other = { ...header, trialIndex: 5, traceId: "019b0000-0000-7000-8000-000000000002" };
  const compare = (entries: readonly TrialEntry[]) =>
    openComparison({
      trace: { name: "b", text: trialText(sampleTrial({ header: other, lines: numbered(entries) })) },
      golden: { name: "a", text: trialText(sampleTrial()) },
    });
  expect(compare(ENTRIES).diff).toMatchObject({ equal: true, causes: [], warnings: [] });
  const said = ENTRIES.map((entry) =>
    entry.line === "model_response" && entry.text !== null ? { ...entry, text: "Nine pence." } : entry,
  );
  const { diff, actual, golden } = compare(said);
  expect(diff).toMatchObject({ equal: false, causes: [{ kind: "answer_changed", step: 5 }], firstDivergence: { expected: 5 } });
  if (diff === null || actual.view === null || golden?.view == null) throw new Error("both can be shown");
  const { rows, firstRow } = compareViews(golden.view, actual.view, diff);
  expect(rows.map(({ differs }) => differs)).toEqual([...Array(5).fill(false), true, ...Array(4).fill(false)]);
  expect([firstRow, rows[5]?.cause]).toEqual([5, 0]);
});

test("[TV19] a step that only the second has stands alone, and steps after it beside their own", () => {
  const error = { line: "error", turn: 2, code: "TIMEOUT", message: "m", status: null, ours: true } as const;
  const trace = {
    name: "b",
    text: trialText(sampleTrial({ lines: numbered([...ENTRIES.slice(0, 10), error, ...ENTRIES.slice(10)]) })),
  };
  const { diff } = openComparison({ trace, golden: { name: "a", text: trialText(sampleTrial()) } });
  expect(diff?.causes).toMatchObject([{ kind: "step_added", step: 6 }]);
  expect(diff?.pairs.find(({ expected }) => expected === null)).toEqual({ expected: null, actual: 6 });
  expect(diff?.pairs.at(-1)).toEqual({ expected: 9, actual: 10 });
});

test("[TV18] times, and what went over the wire, make no step another one; arguments do, and can be looked for", () => {
  const [request, response, clock, ...rest] = ENTRIES;
  const slower = clock?.line === "clock" ? { ...clock, latencyMs: 9000 } : clock;
  const other = viewTrial(sampleTrial({ lines: numbered([request, response, slower, ...rest].flatMap((entry) => entry ?? [])) }));
  expect(view.steps.every((step, at) => sameStep(step, other.steps[at] ?? step))).toBe(true);
  const [call, refused] = [stepAt("tool check_stock"), stepAt("tool check_stock", 1)];
  expect(call && refused && differingParts(call, refused)).toEqual(["lines", "texts"]);
  expect(call && searchText(call)).toContain('"thing": "oil"');
});
