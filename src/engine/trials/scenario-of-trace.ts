import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { isMap, type Json } from "../../core/trials/json.ts";
import type { TrialTrace } from "../../core/trials/record/trial-trace.ts";
import type { Scenario } from "../../core/trials/scenario/scenario.ts";
import { scenarioOfSnapshot } from "../../core/trials/scenario/snapshot.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import { findProjectAbove } from "../playtest/find-project-above.ts";
import { loadTrialPolicy } from "./load-policy.ts";
import { loadScenario } from "./load-scenario.ts";
import { findTrialsDir } from "./trials-dir.ts";

/** The scenario that a recorded trial is held against. */
export interface TraceScenario {
  readonly scenario: Scenario;
  readonly policy: TrialPolicy;
  /** `given`: the caller's. `file`: the one that was run, as it is now. `recording`: as it was, since that file is gone. */
  readonly source: "given" | "file" | "recording";
  /** As messages name it; null for `recording`. */
  readonly file: string | null;
}

/** Finds the scenarios of recorded trials; each file is read once. */
export interface ScenarioFinder {
  /** @throws TouchstoneError INPUT_INVALID for a file that is no scenario any more; TRACE_DAMAGED where the trace holds none either. */
  find(trace: TrialTrace, file: NamedFile): Promise<TraceScenario>;
}

/**
 * Opens a finder.
 *
 * @param given  Which scenario to use for traces of which scenario; others are held against their own.
 * @param dir  Folder that holds `.touchstone`; recorded paths count from it.
 */
export function openScenarioFinder(
  given: { readonly of: string; readonly use: TraceScenario } | null,
  dir: string,
): ScenarioFinder {
  const files = new Map<string, Promise<TraceScenario>>();
  const policies = new Map<string | null, Promise<TrialPolicy>>();
  const policyOf = async (projectDir: string | null): Promise<TrialPolicy> => {
    const policy = policies.get(projectDir) ?? loadTrialPolicy(projectDir);
    policies.set(projectDir, policy);
    return await policy;
  };
  return {
    async find(trace, file) {
      if (given?.of === trace.header.scenario) return given.use;
      const path = await findFile(trace, { file, dir });
      if (path === null) return fromRecording(trace, file, await policyOf(await findProjectAbove(dirname(file.path))));
      const known = files.get(path.path) ?? fromFile(path, "file");
      files.set(path.path, known);
      return withRecordedLimits(await known, trace);
    },
  };
}

/** Reads a scenario from its file. @throws TouchstoneError what `loadScenario` throws */
export async function fromFile(file: NamedFile, source: TraceScenario["source"]): Promise<TraceScenario> {
  const { scenario, policy } = await loadScenario(file);
  return { scenario, policy, source, file: file.name };
}

/** The file that was run, as its trace names it: from where trials are kept now, or from the project that the trace lies in. */
async function findFile(trace: TrialTrace, { file, dir }: { file: NamedFile; dir: string }): Promise<NamedFile | null> {
  const name = trace.environment["scenarioFile"];
  if (typeof name !== "string" || name === "") return null;
  const bases = isAbsolute(name) ? [""] : [dir, await findTrialsDir(dirname(file.path))];
  for (const base of bases) {
    const path = join(base, name);
    if ((await stat(path).catch(() => null))?.isFile() === true) return { path, name };
  }
  return null;
}

function fromRecording({ header }: TrialTrace, file: NamedFile, policy: TrialPolicy): TraceScenario {
  const scenario = scenarioOfSnapshot(header.snapshot);
  if (scenario === null)
    throw new TouchstoneError("TRACE_DAMAGED", "the scenario's file is gone, and the trace holds no scenario that can be read", {
      hint: "Name the scenario with `--scenario`",
      place: { file: file.name, line: 1, column: 1 },
    });
  // Redaction may have changed what the hashes are of; it is what was run all the same.
  return { scenario: { ...scenario, hashes: header.hashes }, policy, source: "recording", file: null };
}

/** Where the scenario is the one that was run, its limits are those of the run: the caller may have set others. */
function withRecordedLimits(found: TraceScenario, { header }: TrialTrace): TraceScenario {
  const { snapshot, hashes } = header;
  const { scenario } = found;
  if (!isMap(snapshot) || scenario.hashes.execution !== hashes.execution) return found;
  const limits = { timeoutMs: numberOrNull(snapshot["timeoutMs"]), maxCostUsd: numberOrNull(snapshot["maxCostUsd"]) };
  // Most runs keep them; then all traces share one scenario, whose parts are compiled and hashed once.
  if (limits.timeoutMs === scenario.timeoutMs && limits.maxCostUsd === scenario.maxCostUsd) return found;
  return { ...found, scenario: { ...scenario, ...limits } };
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}
