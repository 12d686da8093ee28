import { z } from "zod";
import type { Problem } from "../../core/errors.ts";
import type { Scenario } from "../../core/trials/scenario/scenario.ts";
import { defineVerb } from "../verb.ts";
import { listRuns } from "./list-runs.ts";
import type { TriedScenario } from "./load-scenarios.ts";
import { readProjectScenarios } from "./project-scenarios.ts";
import type { RunSummary, ScenarioPoint } from "./summarise-run.ts";

/** A scenario of the project, and how its trials went. */
export interface ScenarioFacts {
  readonly name: string;
  /** Path inside the project, e.g. `scenarios/lamp-oil.scenario.yaml`. */
  readonly file: string;
  readonly problems: readonly Problem[];
  /** Null where `problems` keep it from being read. */
  readonly about: ScenarioAbout | null;
  /** What it came to in the newest runs, newest first; `same`: it was what it is now. */
  readonly history: readonly (ScenarioPoint & { readonly same: boolean })[];
}

export interface ScenarioAbout extends Pick<Scenario, "description" | "adapter" | "model" | "trials" | "threshold" | "gate"> {
  readonly tools: number;
  readonly assertions: number;
}

/** Everything about a project's trials at once. */
export interface TrialOverview {
  readonly scenarios: readonly ScenarioFacts[];
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** How many older ones there are that are not listed. */
  readonly older: number;
}

/** Points of a scenario that are shown. Guess: as many as a line of that width can tell apart. */
const MOST_POINTS = 30;

/** Shows everything about trials at once. */
export const trialOverviewVerb = defineVerb({
  name: "trial.overview",
  summary: "Show the project's scenarios, how their trials went, and the newest runs",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({}),
  async run(studio): Promise<TrialOverview> {
    const { trials, projectDir } = studio;
    trials.scenarios = await readProjectScenarios(projectDir, trials.scenarios);
    const { runs, older, points } = await listRuns(studio);
    return {
      scenarios: trials.scenarios.tried.map((tried) => factsOf(tried, points)),
      runs,
      older,
    };
  },
});

function factsOf({ name, file, loaded, problems }: TriedScenario, points: readonly ScenarioPoint[]): ScenarioFacts {
  const own = points.filter((point) => point.name === name).slice(0, MOST_POINTS);
  const hashes = loaded?.scenario.hashes;
  const history = own.map((point) => ({
    ...point,
    same: point.execution === hashes?.execution && point.evaluation === hashes.evaluation,
  }));
  return { name, file: file.name, problems, about: loaded === null ? null : aboutOf(loaded.scenario), history };
}

function aboutOf({ tools, assertions, ...scenario }: Scenario): ScenarioAbout {
  const { description, adapter, model, trials, threshold, gate } = scenario;
  return { description, adapter, model, trials, threshold, gate, tools: tools.length, assertions: assertions.length };
}
