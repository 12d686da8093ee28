import { afterAll, expect, onTestFinished, test } from "vitest";
import type { ServerFault } from "../../../tests/support/models/faults.ts";
import { startModelServer } from "../../../tests/support/models/model-server.ts";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import type { TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { loadIn, manifestIn, optionsIn, portsWith, tracesIn } from "./run.fixture.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("bad-providers");
afterAll(workshop.remove);

const SCENARIO = {
  adapter: "openai-chat",
  model: "small-1",
  prompt: "Say hello",
  assertions: [{ type: "output_contains", value: "hello", required: true }],
};

interface Ended {
  readonly result: TrialResult;
  readonly exitCode: number;
  /** What was recorded of the answer, if any came. */
  readonly lines: readonly string[];
}

let count = 0;

/** Runs one trial against a server that fails in this way, each call being tried at most twice. */
async function runAgainst(faults: readonly ServerFault[], timeoutMs: number | null = null): Promise<Ended> {
  const dir = workshop.at(`run-${(count += 1)}`);
  const server = await startModelServer({ format: "openai-chat", turns: [{ text: "hello" }], faults });
  onTestFinished(async () => await server.close());
  const ports = portsWith();
  const retry = { tries: 2, baseMs: 1, maxMs: 1 };
  const loaded = await loadIn(dir, SCENARIO);
  const { exitCode, scenarios, runId } = await runTrials({
    scenarios: [loaded],
    options: optionsIn(dir, { trials: 1, timeoutMs }),
    ports: {
      ...ports,
      openProvider: (options, role) => ports.openProvider({ ...options, baseUrl: server.baseUrl, retry }, role),
    },
  });
  const result = scenarios[0]?.results[0];
  if (result === undefined) throw new Error("one trial was run");
  expect(manifestIn(dir, runId)).toEqual({ [result.traceId]: result.status });
  return { result, exitCode, lines: [...tracesIn(dir, runId).values()].flatMap(({ lines }) => lines.map(({ line }) => line)) };
}

const STORM: readonly ServerFault[] = [
  { kind: "status", status: 529 },
  { kind: "status", status: 429 },
];

test.each<[string, readonly ServerFault[], RegExp]>([
  ["a web page", [{ kind: "html" }], /answers with a web page instead of JSON.*\[PROVIDER_MALFORMED\]$/],
  ["nothing", [{ kind: "empty" }, { kind: "empty" }], /\[PROVIDER_MALFORMED\]$/],
  ["more than can be read", [{ kind: "huge" }, { kind: "huge" }], /\[PROVIDER_MALFORMED\]$/],
  ["429 and 529 again and again", STORM, /status 429.*\(2 tries\).*\[PROVIDER_BUSY\]$/],
])("a provider that answers with %s leaves the verdict open, with its reason and its trace", async (_, faults, error) => {
  const { result, exitCode, lines } = await runAgainst(faults);
  expect([result.status, exitCode]).toEqual(["infra_error", 3]);
  expect(result.error).toMatch(error);
  expect(lines).toEqual(expect.arrayContaining(["model_request", "error", "clock", "assertion"]));
});

test("a provider that was busy for once costs a try, not the trial", async () => {
  const { result, exitCode } = await runAgainst([{ kind: "status", status: 529 }]);
  expect([result.status, result.retries, exitCode]).toEqual(["passed", 1, 0]);
});

test("a provider that is too slow for the scenario is the trial's failure, in the scenario's time", async () => {
  const { result } = await runAgainst([{ kind: "slow", ms: 5_000 }], 60);
  expect(result).toMatchObject({ finishReason: "timeout", costUsd: null, tokens: null });
  expect(result.status).toBe("hard_fail");
});
