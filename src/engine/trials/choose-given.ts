import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { fromFile, type TraceScenario } from "./scenario-of-trace.ts";

/**
 * For which traces a scenario is meant that the caller names: those of its name; or all, where they are of one scenario.
 *
 * @returns null where the caller names none, or no trace can be read.
 * @throws TouchstoneError what `loadScenario` throws; INPUT_INVALID where the traces are of several scenarios, none of its name.
 */
export async function chooseGiven(
  file: NamedFile | null,
  traces: readonly NamedFile[],
): Promise<{ readonly of: string; readonly use: TraceScenario } | null> {
  if (file === null) return null;
  const use = await fromFile(file, "given");
  const names = await namesOf(traces);
  const [first] = names;
  if (first === undefined) return null;
  if (names.has(use.scenario.name)) return { of: use.scenario.name, use };
  if (names.size === 1) return { of: first, use };
  throw new TouchstoneError("INPUT_INVALID", `the traces are of several scenarios, and none of \`${use.scenario.name}\``, {
    hint: `Name a trace, or a folder with traces of one of ${[...names].map((name) => `\`${name}\``).join(", ")}`,
  });
}

async function namesOf(traces: readonly NamedFile[]): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const trace of traces) {
    const reading = await loadTrialTrace(trace);
    if (reading.kind === "whole") names.add(reading.trace.header.scenario);
  }
  return names;
}
