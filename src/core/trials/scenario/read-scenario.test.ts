import { describe, expect, test } from "vitest";
import { FIND_ORDER, problemsOf, readText, scenarioOf, SMALL, warningsOf } from "./scenario.fixture.ts";

/** A scenario of the seed's, in the seed's own spelling. */
const SEED = `
description: "Fixes a failing test"
tags: { category: tool-use }
adapter: openai
model: some-model
system_prompt: |
  You are careful.
prompt: Fix it.
tools:
  - name: file_read
    description: Read a file
    parameters: { type: object, properties: { path: { type: string } }, required: [path] }
    mock_response: { error: "no such file" }
  - !include ../tools/run_tests.yaml
assertions:
  - { type: tool_called, tool: file_read, required: true }
  - { type: tool_sequence, mode: in_order, sequence: [file_read, run_tests], weight: 2.0 }
  - { type: output_contains, value: "+" }
  - { type: jmespath, expression: "tool_calls[?name=='file_read'].arguments.path | [0]", operator: exists }
  - { path: metadata.turn_count, lte: 3 }
  - { contains: done }
  - { type: cost_limit, max_usd: 0.5 }
  - { type: latency_limit, max_seconds: 1.5 }
  - { type: judge, criteria: [{ name: kind, description: Polite }], judge_model: other, k: 4, include_system_prompt: true }
max_turns: 4
threshold: 0.7
`;

const TOOL = "name: run_tests\ndescription: Runs the tests\nmock_response: passed\n";

describe("reading a scenario", () => {
  test("[TS1] a small one has every default, and the name of its file", () => {
    const { hashes: _hashes, ...scenario } = scenarioOf(SMALL);
    expect(scenario).toMatchObject({
      name: "refund",
      description: "",
      model: "scripted",
      systemPrompt: null,
      turns: [SMALL.prompt],
      threshold: 0.8,
      maxTurns: 10,
      trials: 3,
      gate: null,
      timeoutMs: null,
      maxCostUsd: null,
      extras: {},
      modules: [],
    });
  });

  test("[TS2] what is misspelt is named with its place and the nearest right word", () => {
    expect(problemsOf("adaptr: echo\nprompt: x\nassertions:\n  - { type: tool_calld, tool: x }\n")).toEqual([
      "1:1 `adaptr` is not a key: did you mean `adapter`?",
      expect.stringMatching(/^4:13 `assertions\[0\]\.type` must be one of .*: did you mean `tool_called`\?$/),
    ]);
    expect(problemsOf({ ...SMALL, assertions: [] })).toEqual(["1:119 `assertions` must have at least 1 item"]);
    expect(problemsOf({ adapter: "echo", prompt: "x" })[0]).toContain("`assertions` is missing");
  });

  test("[TS2] the hint for a key that is missing is that of the assertion's own type", () => {
    const reading = readText({ ...SMALL, assertions: [{ type: "output_contains" }, { type: "cost_limit" }] });
    expect(reading.kind === "invalid" && reading.problems.map(({ hint }) => hint)).toEqual([
      "Add `value`: the text",
      "Add `maxUsd`: USD, judges not counted",
    ]);
  });

  test("[TS3] the seed's scenarios load as they are", () => {
    const scenario = scenarioOf(SEED, { "../tools/run_tests.yaml": TOOL });
    expect(scenario).toMatchObject({ adapter: "openai-chat", systemPrompt: "You are careful.\n", maxTurns: 4, threshold: 0.7 });
    expect(scenario.tools.map(({ mock }) => mock.cases[0]?.outcome)).toEqual([
      { kind: "value", value: { error: "no such file" } },
      { kind: "value", value: "passed" },
    ]);
    const asked = scenario.assertions.map(({ name: _name, place: _place, required: _required, not: _not, ...rest }) => rest);
    expect(asked.slice(1, 2)).toEqual([
      { type: "tool_sequence", mode: "in_order", value: ["file_read", "run_tests"], weight: 2 },
    ]);
    expect(asked.slice(4, 8)).toEqual([
      { type: "jmespath", expression: "metadata.turn_count", operator: "lte", value: 3, weight: 1 },
      { type: "jmespath", expression: "response.content", operator: "contains", value: "done", weight: 1 },
      { type: "cost_limit", maxUsd: 0.5, weight: 1 },
      { type: "latency_limit", maxMs: 1500, weight: 1 },
    ]);
    expect(asked[8]).toMatchObject({ judgeModel: "other", k: 4, quorum: 3, threshold: 0.8, includeSystemPrompt: true });
  });

  test("[TS4] the user speaks once or turn by turn, not both, not neither", () => {
    const { prompt: _prompt, ...silent } = SMALL;
    expect(scenarioOf({ ...silent, turns: ["a", "b"] }).turns).toEqual(["a", "b"]);
    expect(problemsOf(silent)[0]).toContain("`prompt` is missing");
    expect(problemsOf({ ...SMALL, turns: ["a"] })[0]).toContain("`turns` stands beside `prompt`");
  });

  test("[TS5] a provider needs the name of a model", () => {
    const { adapter: _adapter, script: _script, ...online } = SMALL;
    expect(problemsOf(online)).toEqual([expect.stringContaining("`model` is missing: the adapter `openai-chat`")]);
    expect(scenarioOf({ ...online, model: "m" }).adapter).toBe("openai-chat");
  });

  test.each(["equals, value: .inf", "equals, value: [1, { a: -.inf }]", "cost_limit, maxUsd: .nan"])(
    "[TS6] { type: %s } is no JSON",
    (asked) => {
      expect(problemsOf(`adapter: echo\nprompt: x\nassertions:\n  - { type: ${asked} }\n`)).toEqual([
        expect.stringMatching(/^4:\d+ a number must be finite/),
      ]);
    },
  );

  test("[TS7] no text makes it throw", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."b c d e f g h".split(" ")].map((line, index, all) =>
      index === 0 ? line : `${line}: &${line} [${`*${all[index - 1]?.slice(0, 1)},`.repeat(9)}]`,
    );
    for (const text of [
      "",
      "- 1",
      "a: [",
      "!include x",
      "prompt: !include\n",
      "x: !other y",
      bomb.join("\n"),
      "\0",
      "[".repeat(5000),
    ]) {
      expect(readText(text).kind).toBe("invalid");
    }
    for (let cut = 0; cut < SEED.length; cut += 37) {
      expect(["invalid", "scenario"]).toContain(readText(SEED.slice(0, cut) + SEED.slice(cut + 11)).kind);
    }
  });
});

const withMock = (mock: unknown) => ({ ...SMALL, tools: [{ ...FIND_ORDER, mock }] });
const mockOf = (mock: unknown) => scenarioOf(withMock(mock)).tools[0]?.mock;
const answer = (value: unknown) => ({ when: null, outcome: { kind: "value", value }, latencyMs: 0 });

describe("mocks", () => {
  test("[TS20] a map with `value`, `error` or `function` is a case, everything else an answer", () => {
    expect(mockOf({ price: 12, when: "today" })).toEqual({ pick: "nth", cases: [answer({ price: 12, when: "today" })] });
    expect(mockOf("gone")).toEqual({ pick: "nth", cases: [answer("gone")] });
    expect(mockOf({ value: ["a"], latency_ms: 20 })?.cases).toEqual([{ ...answer(["a"]), latencyMs: 20 }]);
    expect(mockOf({ error: "no stock" })?.cases[0]?.outcome).toEqual({ kind: "error", message: "no stock" });
    expect(mockOf({ function: "./a/find.ts#find" })?.cases[0]?.outcome).toEqual({ kind: "function", ref: "a/find.ts#find" });
  });

  test("[TS21] a list is by number, or by arguments where a case says for which", () => {
    expect(mockOf(["one", { value: 2 }])).toEqual({ pick: "nth", cases: [answer("one"), answer(2)] });
    expect(mockOf([{ when: { id: "7781" }, value: 12 }, { error: "unknown" }])).toEqual({
      pick: "match",
      cases: [
        { when: { id: "7781" }, outcome: { kind: "value", value: 12 }, latencyMs: 0 },
        { when: null, outcome: { kind: "error", message: "unknown" }, latencyMs: 0 },
      ],
    });
  });

  test("[TS22] a case behind one that fits every call is refused", () => {
    expect(problemsOf(withMock([{ value: 1 }, { when: { id: "1" }, value: 2 }]))[0]).toContain("this case is never reached");
  });

  test("[TS23] the seed's answer is one whatever it holds", () => {
    const tool = { ...FIND_ORDER, mock_response: { error: "x", value: 1 } };
    expect(scenarioOf({ ...SMALL, tools: [tool] }).tools[0]?.mock.cases).toEqual([answer({ error: "x", value: 1 })]);
  });

  test("[TS24] without one there is none, and an empty one is refused", () => {
    expect(mockOf(undefined)).toEqual({ pick: "none", cases: [] });
    expect(problemsOf(withMock(null))[0]).toContain("`mock` is empty");
    expect(problemsOf(withMock([]))[0]).toContain("`mock` has no answer");
  });

  test("[TS25] functions come from the scenario's folder and are listed once", () => {
    const modules = scenarioOf(withMock([{ function: "f.ts#a" }, { function: "./f.ts#a" }, { function: "f.ts" }])).modules;
    expect(modules.map(({ file, name }) => [file, name])).toEqual([
      ["f.ts", "a"],
      ["f.ts", "default"],
    ]);
    for (const ref of [
      "../f.ts#a",
      "/f.ts#a",
      "a/../../f.ts",
      "file:///f.ts",
      "f.ts#a#b",
      "f.ts#a-b",
      "f.py#a",
      "f.ts#",
      "a\\f.ts",
    ]) {
      expect(problemsOf(withMock({ function: ref })), ref).toHaveLength(1);
    }
  });

  test("[TS26] what is misspelt or too much in a case is named", () => {
    const said = (mock: unknown) => problemsOf(withMock(mock))[0];
    expect(said([{ when: { id: "1" }, vaule: 2 }])).toContain("`vaule` is no key of a mock's case: did you mean `value`?");
    expect(said({ value: 1, currency: "USD" })).toContain("`currency` is no key of a mock's case");
    expect(said({ value: 1, error: "x" })).toContain("a case says `error` beside `value`");
    expect(said({ error: { code: 3 } })).toContain("`error` must be a text");
    expect(said({ when: "x", value: 1 })).toContain("`when` must be a map of arguments");
    expect(said({ value: 1, latencyMs: -1 })).toContain("`latencyMs` must be a number");
  });
});

describe("scripts", () => {
  const script = (...turns: unknown[]) => ({ ...SMALL, script: turns });

  test("[TS30] what is left out is unknown, and a text alone is a turn", () => {
    const nothing = { text: null, toolCalls: [], usage: null, latencyMs: 0, error: null, when: null, trials: null };
    const calls = [{ name: "a" }, { name: "b", invalid: "{" }];
    const failure = { status: 429, retry_after_ms: 5 };
    expect(scenarioOf(script("hi", { tool_calls: calls, repeat: true }, { error: failure })).script).toEqual([
      { ...nothing, text: "hi", repeat: false, sometimes: null },
      {
        ...nothing,
        toolCalls: [
          { name: "a", arguments: {}, invalid: null },
          { name: "b", arguments: null, invalid: "{" },
        ],
        repeat: true,
        sometimes: null,
      },
      { ...nothing, error: { status: 429, message: "scripted failure", retryAfterMs: 5 }, repeat: false, sometimes: null },
    ]);
  });

  test("[TS31] a script belongs to adapters that speak by it, chance to `flaky`", () => {
    const turn = { text: "a", sometimes: { chance: 0.5, text: "b" } };
    expect(problemsOf({ ...SMALL, adapter: "echo" })).toEqual([
      expect.stringContaining("the adapter `echo` says nothing by a script"),
    ]);
    expect(problemsOf({ ...SMALL, script: [] })).toEqual([expect.stringContaining("the adapter `scripted` has no script")]);
    expect(problemsOf(script(turn))[0]).toContain("the adapter `scripted` does nothing by chance");
    expect(scenarioOf({ ...script(turn), adapter: "flaky" }).script[0]?.sometimes).toMatchObject({ chance: 0.5, text: "b" });
  });

  test.each([
    [{}, "a turn says nothing"],
    [{ text: "a", error: {} }, "a turn says something and fails"],
    [{ text: "a", when: {} }, "`when` says nothing"],
  ])("[TS32] %j: %s", (turn, message) => {
    expect(problemsOf(script(turn))).toEqual([expect.stringContaining(message)]);
  });
});

describe("the rest", () => {
  test.each([
    [Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 1])), "`extras` has 11 keys"],
    [{ text: "é".repeat(2100) }, "`extras` has 4211 bytes"],
    [{ apiKey: "x" }, "`apiKey` looks like a secret"],
    [{ nested: [{ access_token: "x" }] }, "`access_token` looks like a secret"],
    [{ stream: true }, "`extras` cannot say `stream`"],
  ])("[TS53] extras %#: %s", (extras, message) => {
    expect(problemsOf({ ...SMALL, extras })).toEqual([expect.stringContaining(message)]);
  });

  test("[TS53] what providers take is no secret", () => {
    expect(scenarioOf({ ...SMALL, extras: { max_tokens: 100, top_p: 0.5, keywords: [] } }).extras).toEqual({
      max_tokens: 100,
      top_p: 0.5,
      keywords: [],
    });
  });

  test("[TS55] no tool and no criterion is there twice", () => {
    const criterion = { name: "kind", description: "x" };
    const judge = { type: "judge", criteria: [criterion, criterion], script: ["x"] };
    const reading = readText({ ...SMALL, tools: [FIND_ORDER, FIND_ORDER], assertions: [judge] });
    expect(reading.kind === "invalid" && reading.problems.map(({ code }) => code)).toEqual(["DUPLICATE_ID", "DUPLICATE_ID"]);
  });

  test("[TS56] a gate asks for something that its trials can reach", () => {
    expect(problemsOf({ ...SMALL, gate: {} })[0]).toContain("`gate` asks for nothing");
    expect(problemsOf({ ...SMALL, gate: { minRate: 1.5 } })[0]).toContain("must be at most 1");
    expect(warningsOf({ ...SMALL, trials: 10, gate: { minLowerBound: 0.73 } })).toEqual([
      "10 trials that all pass have a lower bound of 0.722, below `minLowerBound`",
    ]);
    expect(warningsOf({ ...SMALL, trials: 4, gate: { passHatK: { k: 5, min: 0.5 } } })).toEqual([
      "4 trials say nothing about 5 in a row",
    ]);
    expect(warningsOf({ ...SMALL, trials: 16, gate: { minLowerBound: 0.8, pass_hat_k: { k: 16, min: 1 } } })).toEqual([]);
  });
});
