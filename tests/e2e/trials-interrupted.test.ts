import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { sayJson } from "../support/cli-in-process.ts";
import { startModelServer } from "../support/models/model-server.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";
import { startTouchstone } from "../support/touchstone.ts";

const SCENARIO = `adapter: openai-chat
model: small-1
prompt: Say hello
assertions: [{ type: output_contains, value: hello }]
`;

interface Run {
  readonly runId: string;
  readonly exitCode: number;
  readonly scenarios: readonly { readonly verdict: string; readonly trials: number; readonly traces: readonly string[] }[];
}

test("Ctrl-C stops the call under way, keeps what is done, ends with 130, and the run goes on from there", async () => {
  const workshop = createWorkshop("interrupted");
  onTestFinished(workshop.remove);
  const dir = workshop.at("game");
  // The first trial is answered; the second one is not, until somebody stops it.
  const well = { kind: "slow", ms: 0 } as const;
  const server = await startModelServer({
    format: "openai-chat",
    turns: [{ text: "hello" }],
    faults: [well, { kind: "silent" }],
  });
  onTestFinished(async () => await server.close());
  const project = `id: game\npolicies: { trials: { providers: { openai-chat: { baseUrl: "${server.baseUrl}" } } } }\n`;
  writeFiles(dir, { "touchstone.yaml": project, "hello.scenario.yaml": SCENARIO });
  const child = startTouchstone(["trial", "run", "hello.scenario.yaml", "-n", "3", "--json", "-q"], { cwd: dir });
  const [said, complained] = [text(child.stdout), text(child.stderr)];
  while (server.requests.length < 2) await sleep(10);
  child.kill("SIGINT");
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect([exitCode, await complained]).toEqual([130, "\nStopping at the next safe point; once more to stop at once\n"]);
  const cut = JSON.parse(await said) as Run;
  expect(cut).toMatchObject({ exitCode: 130, scenarios: [{ verdict: "infra", trials: 1 }] });
  const folder = `${dir}/.touchstone/trials/${cut.runId}`;
  const manifest = readFileSync(`${folder}/manifest.jsonl`, "utf8").trimEnd().split("\n");
  expect(manifest.map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(["passed", "interrupted"]);
  const traces = readdirSync(folder).filter((name) => name.endsWith(".trace.jsonl"));
  expect(traces).toHaveLength(2);
  const whole = await sayJson<Run>(["trial", "run", "--resume", cut.runId], dir);
  expect(whole).toMatchObject({ runId: cut.runId, exitCode: 0, scenarios: [{ verdict: "pass", trials: 3 }] });
  expect(whole.scenarios[0]?.traces[0]).toBe(cut.scenarios[0]?.traces[0]);
});
