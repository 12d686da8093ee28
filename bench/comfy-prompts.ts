import { join } from "node:path";
import { withStudio } from "../src/compose.ts";
import { callVerb, type WithStudio } from "../src/engine/call-verb.ts";
import { makeVerb } from "../src/engine/make.ts";
import { specReadyVerb } from "../src/engine/ready.ts";
import { CHECKPOINT_FILES, writeComfyProject } from "../tests/support/comfy-game.ts";
import { startFakeProcess } from "../tests/support/comfyui/start-fake-process.ts";
import { ranGraphs, runBare } from "./bare-prompts.ts";
import { cpuSeconds, type Figure, median, quantile, round, spread } from "./figure.ts";
import { drivePrompts } from "./drive-prompts.ts";
import { inScratch } from "./sample.ts";
import { watchSubmissions } from "./watch-submissions.ts";

const ROUNDS = 3;
const PROMPTS = 200;
/** Submissions are timed while the server works, as it does nearly always: one that takes no time would only keep us busy. */
const [PACED, PACED_STEP_MS] = [60, 30];
/** Made before anything is measured: the server is known then, and connections are open. */
const FIRST = 20;
/** Every prompt does its work, and nothing else is sent. */
const SWITCHES = { noCache: true, previews: "never" } as const;
const [MOST_CPU_MS, MOST_SUBMIT_MS] = [10, 20];

interface Run {
  readonly prompts: number;
  /** Time of each of three steps on the server, ms. */
  readonly stepMs: number;
}

/** CPU time of this process for each prompt, all its threads, ms; submissions from the begin of a render until it is accepted. */
interface Round {
  readonly wholeMs: number;
  readonly drivenMs: number;
  readonly bareMs: number;
  readonly submitMs: readonly number[];
  readonly bareSubmitMs: readonly number[];
}

/** Single-image jobs through the whole engine on a fake server, beside an HTTP client alone. */
export async function benchPrompts(): Promise<readonly Figure[]> {
  const rounds: Round[] = [];
  const paced: Round[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    rounds.push(await playRound({ prompts: PROMPTS, stepMs: 0 }));
    paced.push(await playRound({ prompts: PACED, stepMs: PACED_STEP_MS }));
  }
  const bare = rounds.map(({ bareMs }) => bareMs);
  const costs = (name: string, ours: readonly number[]): Figure => cpuFigure(name, ours, bare);
  return [
    costs(
      `a prompt of ${PROMPTS}, from the request to the file at hand`,
      rounds.map(({ drivenMs }) => drivenMs),
    ),
    costs(
      `a job of one prompt, of ${PROMPTS}, from the specs to the stored and checked version`,
      rounds.map(({ wholeMs }) => wholeMs),
    ),
    submitFigure(paced),
  ];
}

async function playRound(run: Run): Promise<Round> {
  const server = await startFakeProcess({ checkpoints: CHECKPOINT_FILES, stepMs: run.stepMs, switches: SWITCHES });
  try {
    return await inScratch(async (dir) => {
      const made = await makeAll(dir, server.url, run);
      const graphs = (await ranGraphs(server.url)).slice(-run.prompts);
      let bareSubmitMs: readonly number[] = [];
      const bareMs = await msPerPrompt(run, async () => void (bareSubmitMs = await runBare(dir, server.url, graphs)));
      return { ...made, bareMs, bareSubmitMs };
    });
  } finally {
    await server.kill();
  }
}

function cpuFigure(name: string, ours: readonly number[], bare: readonly number[]): Figure {
  const [value, floor] = [median(ours), median(bare)];
  return {
    name,
    value: round(value),
    unit: "CPU-ms",
    against: {
      name: "an HTTP client that writes an id, posts the same graph, polls and downloads, nothing checked or stored",
      value: round(floor),
      ratio: round(value / floor),
    },
    target: `<= ${MOST_CPU_MS}`,
    holds: value <= MOST_CPU_MS,
    resolution: spread(ours, "CPU-ms"),
  };
}

function submitFigure(rounds: readonly Round[]): Figure {
  const p95 = rounds.map(({ submitMs }) => quantile(submitMs, 0.95));
  const [value, floor] = [median(p95), median(rounds.map(({ bareSubmitMs }) => quantile(bareSubmitMs, 0.95)))];
  return {
    name: "from the begin of a render until its prompt is written down and accepted, p95",
    value: round(value),
    unit: "ms",
    against: {
      name: "an id written and synced, and a POST of the same graph, p95",
      value: round(floor),
      ratio: round(value / floor),
    },
    target: `<= ${MOST_SUBMIT_MS} ms`,
    holds: value <= MOST_SUBMIT_MS,
    resolution: `${spread(p95, "ms")}, median of all ${round(median(rounds.flatMap(({ submitMs }) => submitMs)))} ms`,
  };
}

async function msPerPrompt({ prompts }: Run, work: () => Promise<void>): Promise<number> {
  return ((await cpuSeconds(work)) * 1000) / prompts;
}

/** The jobs as a whole, and then their prompts once more by the backend alone. */
async function makeAll(dir: string, url: string, run: Run): Promise<Pick<Round, "wholeMs" | "drivenMs" | "submitMs">> {
  const projectDir = join(dir, "game");
  const specs = Array.from({ length: FIRST + run.prompts }, (_, index) => `icon-${index}`);
  writeComfyProject(projectDir, {
    specs: Object.fromEntries(specs.map((id) => [id, {}])),
    backends: [{ id: "bench", url, slots: 2 }],
  });
  return await withStudio({ projectDir, access: "own", command: "bench" }, async (studio) => {
    const open: WithStudio = async (_access, use) => await use(studio);
    const watch = watchSubmissions();
    const make = async (ids: readonly string[]): Promise<void> => {
      const caller = { by: "agent", onStep: watch.onStep } as const;
      const { jobs } = await callVerb(makeVerb, { input: { specs: ids }, caller, withStudio: open });
      if (jobs.some(({ status }) => status !== "succeeded")) throw new Error(`not all made: ${JSON.stringify(jobs)}`);
    };
    await callVerb(specReadyVerb, { input: { specs: [], all: true }, caller: { by: "person" }, withStudio: open });
    await make(specs.slice(0, FIRST));
    watch.tookMs.length = 0;
    const wholeMs = await msPerPrompt(run, async () => await make(specs.slice(FIRST)));
    watch.stop();
    const drive = await drivePrompts(studio, run.prompts);
    return { wholeMs, drivenMs: await msPerPrompt(run, drive), submitMs: watch.tookMs };
  });
}
