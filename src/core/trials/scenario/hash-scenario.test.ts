import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { scenarioOf } from "./scenario.fixture.ts";
import { scenarioOfSnapshot, snapshotOf } from "./snapshot.ts";

const deed = {
  text: "Let me see.",
  toolCalls: [{ name: "find_order", arguments: { id: "7781" } }],
  usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 2, reasoningTokens: 3 },
  latencyMs: 40,
};
const turn = { ...deed, when: { contains: "sword", tool: "find_order" }, trials: [0, 1], repeat: true };
const count = { weight: 2, required: true, not: true };

/** A scenario in which every field is written that can be, and none as it would be if it were not. */
const RICH = {
  description: "Refunds a broken sword",
  tags: { team: "shop" },
  adapter: "flaky",
  model: "some-model",
  systemPrompt: "You run a shop.",
  turns: ["My ember sword broke.", "Order 7781."],
  tools: [
    {
      name: "find_order",
      description: "Looks an order up",
      parameters: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
      mock: [
        { when: { id: "7781" }, value: { price: 12 }, latencyMs: 5 },
        { when: { id: "7782" }, error: "gone" },
        { function: "tools/find.ts#find" },
      ],
    },
    { name: "refund", mock: "done" },
  ],
  assertions: [
    { name: "calls", type: "tool_called", tool: "refund", ...count },
    { type: "tool_args", tool: "find_order", value: { id: "7781" }, mode: "exact", which: 1 },
    { type: "tool_sequence", value: ["find_order", "refund"], mode: "exact" },
    { type: "tool_count", tool: "refund", min: 1, max: 2 },
    { type: "output_contains", value: "refund", ignoreCase: true },
    { type: "regex", value: "refund" },
    { type: "equals", value: { ok: [true, null] } },
    { type: "json_schema", schema: { type: "object" } },
    { type: "jmespath", expression: "turns", operator: "contains", value: "a" },
    { type: "cost_limit", maxUsd: 0.5 },
    { type: "latency_limit", maxMs: 500 },
    { type: "turns_limit", max: 3 },
    {
      type: "judge",
      criteria: [{ name: "kind", description: "Polite", weight: 2 }],
      judgeAdapter: "flaky",
      judgeModel: "other",
      k: 5,
      threshold: 0.7,
      quorum: 4,
      includeSystemPrompt: true,
      customPrompt: "Judge.",
      script: [turn],
    },
    { type: "custom", function: "checks.ts#fair", config: { limit: 3 } },
  ],
  threshold: 0.6,
  maxTurns: 7,
  temperature: 0.5,
  seed: 9,
  extras: { top_p: 0.9 },
  trials: 20,
  gate: { minScore: 0.5, minRate: 0.6, minLowerBound: 0.4, passHatK: { k: 3, min: 0.2 } },
  timeoutMs: 4000,
  maxCostUsd: 1.5,
  script: [
    turn,
    { error: { status: 429, message: "slow down", retryAfterMs: 20 }, sometimes: { chance: 0.5, ...deed } },
    { toolCalls: [{ name: "refund", invalid: "{" }] },
  ],
};

/** Which digest each field at the top belongs to. */
const DECIDES: Readonly<Record<string, "execution" | "evaluation" | "neither">> = {
  // Judges are told it.
  description: "evaluation",
  tags: "neither",
  trials: "neither",
  assertions: "evaluation",
  threshold: "evaluation",
  gate: "evaluation",
};

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** A copy in which one leaf is another value. */
function mutate(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return another(value);
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  Reflect.set(copy, step, mutate(Reflect.get(value as object, step), rest));
  return copy;
}

function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return Number.isInteger(value) ? value + 1 : value - 0.125;
  return value === null ? "null" : `${value as string}x`;
}

/** Names that other parts refer to, and values that must be one of a few: changed with what refers to them, or to another choice. */
function change(path: Path): unknown {
  const key = String(path.at(-1));
  const written = path.reduce<unknown>((node, step) => Reflect.get(node as object, step), RICH);
  const text = JSON.stringify(RICH);
  if (path[0] === "adapter") {
    const { sometimes: _sometimes, ...failing } = RICH.script[1] as { sometimes: unknown };
    return { ...RICH, adapter: "scripted", script: [RICH.script[0], failing, RICH.script[2]] };
  }
  if (key === "judgeAdapter" || key === "mode")
    return JSON.parse(text.replace(`"${key}":"${String(written)}"`, `"${key}":"${key === "mode" ? "in_order" : "scripted"}"`));
  if (key === "operator") return JSON.parse(text.replace('"operator":"contains"', '"operator":"ne"'));
  return mutate(RICH, path);
}

/** Leaves that have no other value by themselves: a type is another assertion, a name goes with those that use it. */
const FIXED =
  /^(tools\.\d+\.name|tools\.0\.parameters\..*|assertions\.\d+\.(type|tool|value\.\d+|mode|schema\.type)|assertions\.1\..*|assertions\.3\.min)$/;

describe("digests", () => {
  const whole = scenarioOf(RICH).hashes;
  const leaves = leavesOf(RICH).filter((path) => !FIXED.test(path.join(".")));

  test("[TS60] each field moves the digest of what it decides, and no other", () => {
    expect(leaves.length).toBeGreaterThan(90);
    for (const path of leaves) {
      const { hashes } = scenarioOf(change(path));
      const decides = path.join(".") === "assertions.0.name" ? "neither" : (DECIDES[String(path[0])] ?? "execution");
      const moved = [hashes.execution !== whole.execution, hashes.evaluation !== whole.evaluation];
      expect([path.join("."), moved]).toEqual([path.join("."), [decides === "execution", decides === "evaluation"]]);
    }
  });

  test.each<[string, unknown, "execution" | "evaluation"]>([
    ["a tool's name", [["refund", "repay"]], "execution"],
    ["a tool's schema", [['"required":["id"]', '"required":[]']], "execution"],
    ["the order of tools", null, "execution"],
    ["the kind of an assertion", [['"type":"regex"', '"type":"output_contains"']], "evaluation"],
    ["which call is looked at", [['"which":1', '"which":"all"']], "evaluation"],
    ["how arguments are compared", [['"mode":"exact","which"', '"mode":"subset","which"']], "evaluation"],
    ["a schema", [['"schema":{"type":"object"}', '"schema":{"type":"array"}']], "evaluation"],
  ])("[TS60] so does %s", (_what, swaps, side) => {
    let text = JSON.stringify(swaps === null ? { ...RICH, tools: RICH.tools.toReversed() } : RICH);
    for (const [from = "", to = ""] of (swaps ?? []) as string[][]) text = text.replaceAll(from, to);
    expect(scenarioOf(text).hashes[side]).not.toBe(whole[side]);
  });

  test("[TS60] without a judge, what a scenario is about decides nothing", () => {
    const assertions = RICH.assertions.filter(({ type }) => type !== "judge");
    const { hashes } = scenarioOf({ ...RICH, assertions });
    expect(scenarioOf({ ...RICH, assertions, description: "Something else" }).hashes).toEqual(hashes);
  });

  test("[TS61] defaults that are written, order, comments, names and places move none", () => {
    const small =
      "adapter: scripted\nprompt: a\nscript: [b]\nassertions: [{ type: regex, value: b }, { type: judge, criteria: [{ name: c, description: d }], script: [e] }]\n";
    const spelt = `
# the same, with everything said
assertions:
  - { value: b, not: false, required: false, weight: 1, name: other, type: regex }
  - { type: judge, script: [{ text: e, latency_ms: 0, repeat: false, toolCalls: [] }], judgeAdapter: scripted, quorum: 2, k: 3, threshold: 0.8,
      includeSystemPrompt: false, criteria: [{ description: d, weight: 1, name: c }] }
script: [{ text: b }]
turns: [a]
model: scripted
threshold: 0.8
max_turns: 10
trials: 3
extras: {}
tools: []
tags: {}
adapter: scripted
`;
    expect(scenarioOf(spelt).hashes).toEqual(scenarioOf(small).hashes);
  });

  test("[TS62] what is included counts as if it stood there", () => {
    const including = (text: string) =>
      `adapter: scripted\nprompt: !include p.md\nscript: [b]\nassertions: !include a.yaml\n${text}`;
    const files = { "p.md": "Say it.\n", "a.yaml": "- { type: regex, value: b }\n" };
    const inline = 'adapter: scripted\nprompt: "Say it.\\n"\nscript: [b]\nassertions: [{ type: regex, value: b }]\n';
    expect(scenarioOf(including(""), files).hashes).toEqual(scenarioOf(inline).hashes);
    expect(scenarioOf(including(""), { ...files, "p.md": "Say this.\n" }).hashes.execution).not.toBe(
      scenarioOf(inline).hashes.execution,
    );
  });
});

describe("snapshots", () => {
  const blank = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "place" || key === "file" ? null : inner)));

  test("[TS63] give the scenario back, but for its file and places", () => {
    const scenario = scenarioOf(RICH);
    const back = scenarioOfSnapshot(JSON.parse(JSON.stringify(snapshotOf(scenario))) as Json);
    expect(blank(back)).toEqual(blank(scenario));
    expect(back?.file).toBe("refund.scenario.yaml");
  });

  test("[TS63] know no place: moving lines about leaves them as they are", () => {
    const text = JSON.stringify(RICH);
    expect(snapshotOf(scenarioOf(`\n\n${text}`))).toEqual(snapshotOf(scenarioOf(text)));
    expect(JSON.stringify(snapshotOf(scenarioOf(text)))).not.toContain("refund.scenario.yaml");
  });

  test.each<Json>([null, 3, [], {}, { name: "a" }, { name: "a", prompt: "x", assertions: [] }])(
    "[TS63] %j is none",
    (snapshot) => {
      expect(scenarioOfSnapshot(snapshot)).toBeNull();
    },
  );
});
