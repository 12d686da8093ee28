import { join } from "node:path";
import { z } from "zod";
import type { EventPayload } from "../../core/events/event.ts";
import type { Coverage, Share } from "../../core/playtest/coverage/coverage.ts";
import { DEFAULT_PLAYS, DEFAULT_STATES } from "../../core/playtest/explore/explore-plan.ts";
import { DEFAULT_SEED } from "../../core/playtest/run/play-request.ts";
import { defineVerb } from "../verb.ts";
import type { ExploreOutput } from "./explore-task.ts";
import type { StoryFinding } from "./facts.ts";
import { isDefect } from "./is-defect.ts";
import { getStory } from "./overview.ts";
import type { PlaytestRuns } from "./playtest-runs.ts";
import { startRun } from "./start-run.ts";

/** Most plays that a client may ask a server for: minutes of work. Guess. */
const MAX_PLAYS = 1_000_000;

/** Explores a story in the background. */
export const playtestExploreVerb = defineVerb({
  name: "playtest.explore",
  summary: "Explore a story in the background; events tell what was found",
  access: "own",
  input: z.strictObject({
    story: z.string().describe("Its file inside the project, or its id"),
    policy: z
      .enum(["exhaustive", "guided"])
      .default("exhaustive")
      .describe("Every state, or plays on from wherever something was new"),
    plays: z.int().min(1).max(MAX_PLAYS).default(DEFAULT_PLAYS).describe("Most plays of a guided one"),
    seed: z.int().default(DEFAULT_SEED).describe("Seed of everything random"),
  }),
  async run(studio, { story, policy, plays, seed }): Promise<{ readonly run: string }> {
    const { file } = await getStory(studio, story);
    const everything = { pov: null, worldline: null, variables: {}, states: DEFAULT_STATES, workers: 1 };
    return await startRun(studio, {
      what: "explore",
      target: file,
      task: "explore",
      input: { ...everything, story: { path: join(studio.projectDir, file), name: file }, policy, plays, seed },
      endType: "playtest.explored",
      keep: keepExploration,
      describe: (output, end) => ({ story: file, policy, ...summarise(output), ...end }),
    });
  },
});

function keepExploration({ explored }: PlaytestRuns, run: string, output: ExploreOutput): void {
  const { story, policy, complete, plays, steps, coverage, heat } = output;
  const facts = { run, policy, complete, plays, steps, coverage, heat, findings: output.findings.map(toFinding) };
  explored.set(story.file, { ...facts, digest: story.digest });
}

function toFinding({ witness, ...finding }: ExploreOutput["findings"][number]): StoryFinding {
  return { ...finding, place: null, command: witness?.command ?? null };
}

type Summary = Omit<EventPayload<"playtest.explored">, "story" | "policy" | "wallMs" | "failure">;

function summarise(output: ExploreOutput | undefined): Summary {
  if (output === undefined) return { complete: false, plays: 0, steps: 0, coverage: null, findings: 0, defects: 0, ok: false };
  const { complete, plays, steps, coverage, findings, ok } = output;
  return {
    complete,
    plays,
    steps,
    coverage: countCoverage(coverage),
    findings: findings.length,
    defects: findings.filter(isDefect).length,
    ok,
  };
}

function countCoverage({ nodes, choices, endings, conditions }: Coverage): NonNullable<Summary["coverage"]> {
  const count = ({ covered, total }: Share) => ({ covered, total });
  return {
    nodes: count(nodes),
    choices: count(choices),
    endings: count(endings),
    conditions: conditions === null ? null : count(conditions),
  };
}
