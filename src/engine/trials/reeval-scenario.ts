import { dirname, join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import type { TrialTrace } from "../../core/trials/record/trial-trace.ts";
import { refOf } from "../../core/trials/scenario/function-ref.ts";
import type { Scenario } from "../../core/trials/scenario/scenario.ts";
import { scenarioOfSnapshot } from "../../core/trials/scenario/snapshot.ts";
import { isInside } from "../../adapters/files/is-inside.ts";
import { loadModules, type TrialFunctions } from "./load-modules.ts";
import { type LoadedScenario, loadScenario } from "./load-scenario.ts";

/** What traces are judged by. */
export interface RejudgingScenario {
  readonly scenario: Scenario;
  /** The file that it was read from; null for what the trace holds of it. */
  readonly file: string | null;
  readonly functions: TrialFunctions;
}

/** The scenario that a person named, ready to judge by. */
export async function prepareNamed({ scenario, file }: LoadedScenario): Promise<RejudgingScenario> {
  return { scenario, file: file.name, functions: await loadCustom(scenario, dirname(file.path)) };
}

/**
 * Gives for each trace the scenario that it holds; of one that was recorded without content, the scenario's file as it is
 * now. Equal ones are read once.
 *
 * @param dir  Folder that holds `.touchstone`; the paths of scenarios' files count from it.
 */
export function recordedScenarios(dir: string): (trace: TrialTrace, name: string) => Promise<RejudgingScenario> {
  const known = new Map<string, Promise<RejudgingScenario>>();
  return async (trace, name) => {
    const { header, environment } = trace;
    const file = environment["scenarioFile"];
    const key = JSON.stringify([header.snapshot, file]);
    const scenario = known.get(key) ?? readRecorded(trace, { name, dir, file: typeof file === "string" ? file : null });
    known.set(key, scenario);
    return await scenario;
  };
}

interface Place {
  readonly name: string;
  readonly dir: string;
  readonly file: string | null;
}

async function readRecorded({ header }: TrialTrace, { name, dir, file }: Place): Promise<RejudgingScenario> {
  const named = file === null ? null : join(dir, file);
  // A trace may come from elsewhere: no path of its leads out of the folder.
  const path = named !== null && isInside(dir, named) ? named : null;
  const scenario = scenarioOfSnapshot(header.snapshot);
  if (scenario !== null) {
    const functions = await loadCustom(scenario, path === null ? dir : dirname(path));
    return { scenario, file: null, functions };
  }
  if (file !== null && path !== null) return await prepareNamed(await loadScenario({ path, name: file }));
  throw new TouchstoneError("EVIDENCE_MISSING", `\`${name}\` does not hold the scenario that it was run by`, {
    hint: "Name the scenario with `--scenario FILE`",
  });
}

/** The functions of custom assertions alone: no tool is called. */
async function loadCustom(scenario: Scenario, dir: string): Promise<TrialFunctions> {
  const refs = new Set(scenario.assertions.flatMap((assertion) => (assertion.type === "custom" ? [assertion.ref] : [])));
  if (refs.size === 0) return new Map();
  return await loadModules({ ...scenario, modules: scenario.modules.filter((module) => refs.has(refOf(module))) }, dir);
}
