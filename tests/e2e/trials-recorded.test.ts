import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { sayJson } from "../support/cli-in-process.ts";
import { type ModelServer, startModelServer, WIRE_NAMES, type WireName } from "../support/models/model-server.ts";
import { createWorkshop, editFile } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";

/** An agent that looks an order up, refunds it, and says so. */
const SCENARIO = `systemPrompt: You work in a shop.
adapter: ADAPTER
model: small-1
prompt: Please refund order 7
tools:
  - name: find_order
    description: Looks an order up
    parameters: { type: object, properties: { order: { type: integer } }, required: [order] }
    mock: { paid: 12 }
  - name: refund
    description: Pays money back
    parameters: { type: object, properties: { order: { type: integer }, amount: { type: number } }, required: [order] }
    mock: [{ ok: true }]
assertions:
  - { type: tool_sequence, mode: exact, value: [find_order, refund], required: true }
  - { type: tool_args, tool: refund, value: { amount: 12 } }
  - { type: output_contains, value: refunded }
  - { type: cost_limit, maxUsd: 0.01 }
  - type: judge
    k: 3
    criteria: [{ name: kindness, description: The customer is treated kindly }]
trials: 2
`;

const PROJECT = `id: shop
policies:
  trials:
    providers:
      ADAPTER: { baseUrl: "URL" }
    prices:
      small-1: { input: 1, output: 2 }
`;

const USAGE = { input: 50, output: 10 };
const TURNS = [
  { calls: [{ name: "find_order", arguments: { order: 7 } }], usage: USAGE, thinks: true },
  { text: "One moment.", calls: [{ name: "refund", arguments: { order: 7, amount: 12 } }], usage: USAGE },
  { text: "Order 7 is refunded.", usage: USAGE },
  { text: "You are welcome, it is refunded.", usage: USAGE },
];

async function openShop(format: WireName): Promise<{ readonly dir: string; readonly server: ModelServer }> {
  const workshop = createWorkshop("shop");
  onTestFinished(workshop.remove);
  const scores = { kindness: { reasoning: "It is kind.", score: 0.9 } };
  const server = await startModelServer({ format, turns: TURNS, forced: () => scores });
  onTestFinished(async () => await server.close());
  const dir = workshop.at("game");
  const fill = (text: string): string => text.replace("ADAPTER", format).replace("URL", server.baseUrl);
  writeFiles(dir, { "touchstone.yaml": fill(PROJECT), "scenarios/refund.scenario.yaml": fill(SCENARIO) });
  return { dir, server };
}

interface Run {
  readonly runId: string;
  readonly scenarios: readonly {
    readonly verdict: string;
    readonly passed: number;
    readonly cost: number;
    readonly judgeCost: number;
    readonly traces: readonly string[];
  }[];
}

test.each(WIRE_NAMES)(
  "an agent of three turns over %s is recorded, replayed and judged again with the server gone",
  async (format) => {
    const { dir, server } = await openShop(format);
    const run = await sayJson<Run>(["trial", "run", "scenarios", "-j", "2", "--recordings"], dir);
    expect(run.scenarios).toMatchObject([{ verdict: "pass", passed: 2 }]);
    expect(run.scenarios[0]?.cost).toBeCloseTo((2 * 3 * (50 + 2 * 10)) / 1e6, 10);
    expect([server.complaints, server.requests.length]).toEqual([[], 2 * (3 + 3)]);
    await server.close();
    const whole = { ok: true, replayed: 2, diverged: [], missing: [], unused: [] };
    expect(await sayJson(["trial", "replay", run.runId], dir)).toMatchObject(whole);
    expect(await sayJson(["trial", "replay", "recordings"], dir)).toMatchObject(whole);
    const judged = await sayJson(["trial", "reeval", run.runId], dir);
    expect(judged).toMatchObject({ verdict: "pass", skipped: [], judge: { asked: 0, reused: 6 } });
    const file = `${dir}/scenarios/refund.scenario.yaml`;
    editFile(file, "order: { type: integer }, amount", "order: { type: string }, amount");
    const changed = await sayJson<{ readonly diverged: readonly object[] }>(["trial", "replay"], dir, 5);
    const difference = { path: "tools[1].parameters.properties.order.type", expected: "integer", actual: "string" };
    expect(changed.diverged).toMatchObject(
      run.scenarios[0]?.traces.map((traceId) => ({ traceId, turn: 1, diff: [difference] })) ?? [],
    );
  },
);

test("a second turn that says something else diverges there, and not before", async () => {
  const { dir, server } = await openShop("openai-chat");
  const file = `${dir}/scenarios/refund.scenario.yaml`;
  editFile(file, "prompt: Please refund order 7", "turns: [Please refund order 7, Thank you]");
  await sayJson<Run>(["trial", "run", "scenarios", "-n", "1"], dir);
  await server.close();
  editFile(file, "Thank you", "Thanks");
  const { diverged } = await sayJson<{ readonly diverged: readonly { readonly turn: number }[] }>(["trial", "replay"], dir, 5);
  expect(diverged.map(({ turn }) => turn)).toEqual([4]);
});

test("recordings are those of the last run: what an earlier one had more goes", async () => {
  const { dir } = await openShop("anthropic");
  const folder = `${dir}/recordings/refund`;
  await sayJson(["trial", "run", "scenarios", "-n", "3", "--recordings"], dir);
  expect(readdirSync(folder)).toEqual(["0.trace.jsonl", "1.trace.jsonl", "2.trace.jsonl"]);
  const before = readFileSync(`${folder}/0.trace.jsonl`, "utf8");
  writeFileSync(`${folder}/NOTES.md`, "kept");
  const { scenarios } = await sayJson<Run>(["trial", "run", "scenarios", "-n", "1", "--recordings"], dir);
  expect(readdirSync(folder)).toEqual(["0.trace.jsonl", "NOTES.md"]);
  const after = readFileSync(`${folder}/0.trace.jsonl`, "utf8");
  expect(after).not.toBe(before);
  expect(after).toContain(scenarios[0]?.traces[0]);
  // They are all that is needed.
  rmSync(`${dir}/.touchstone`, { recursive: true });
  const clone = `${dir}-clone`;
  cpSync(dir, clone, { recursive: true });
  expect(await sayJson(["trial", "replay", "recordings/refund"], clone)).toMatchObject({ ok: true, replayed: 1 });
});
