import type { Json, JsonMap } from "../json.ts";
import { isMap } from "../json.ts";
import { buildScenario } from "./build-scenario.ts";
import { Findings } from "./findings.ts";
import type { Scenario } from "./scenario.ts";
import { assertionForm, evaluationForm, executionForm } from "./scenario-form.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/**
 * A scenario as JSON for the header of a trace: what its author could have written, `name` besides. It knows no file and no place,
 * for these decide nothing.
 */
export function snapshotOf(scenario: Scenario): JsonMap {
  const { name, description, tags, trials } = scenario;
  const assertions = scenario.assertions.map((assertion) => ({ name: assertion.name, ...assertionForm(assertion) }));
  return { name, description, tags, trials, ...executionForm(scenario), ...evaluationForm(scenario), assertions };
}

/**
 * The scenario of a snapshot, ready to be judged by or to be run; its places are the first line of a file of its name. Its digests
 * are those of what the snapshot says, which redaction may have changed.
 *
 * @returns null for what is no snapshot. Source: SPEC.md TS63.
 */
export function scenarioOfSnapshot(snapshot: Json): Scenario | null {
  if (!isMap(snapshot)) return null;
  const { name, ...written } = snapshot;
  if (typeof name !== "string") return null;
  const parsed = scenarioSchema.safeParse(written);
  if (!parsed.success) return null;
  const file = `${name}.scenario.yaml`;
  const findings = new Findings(() => ({ file, line: 1, column: 1 }));
  return buildScenario(parsed.data, { name, file, findings });
}
