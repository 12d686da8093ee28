import type { Problem } from "../../errors.ts";
import { readScenario, type ScenarioReading } from "./read-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** The smallest scenario that can be run: offline, with one assertion. */
export const SMALL = {
  adapter: "scripted",
  prompt: "My ember sword broke. Order 7781.",
  script: ["I am sorry to hear that."],
  assertions: [{ type: "output_contains", value: "sorry" }],
};

/** One tool with one parameter. */
export const FIND_ORDER = {
  name: "find_order",
  description: "Looks an order up",
  parameters: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
};

/** Reads a scenario from YAML, or from a value that stands for its JSON. @param files  By path from its folder. */
export function readText(written: unknown, files: Readonly<Record<string, string>> = {}): ScenarioReading {
  const text = typeof written === "string" ? written : JSON.stringify(written);
  const include = (name: string) => (files[name] === undefined ? null : { file: `scenarios/${name}`, text: files[name] });
  return readScenario({ file: "scenarios/refund.scenario.yaml", text, include });
}

/** The scenario that stands in a text. @throws Error with its problems where it is invalid. */
export function scenarioOf(written: unknown, files?: Readonly<Record<string, string>>): Scenario {
  const reading = readText(written, files);
  if (reading.kind === "invalid") throw new Error(reading.problems.map(({ message }) => message).join("; "));
  return reading.scenario;
}

/** What is wrong with a text, as `line:column message`. */
export function problemsOf(written: unknown, files?: Readonly<Record<string, string>>): string[] {
  const reading = readText(written, files);
  return reading.kind === "invalid" ? reading.problems.map(lineOf) : [];
}

/** What is probably not meant in a text that can be run. */
export function warningsOf(written: unknown): string[] {
  const reading = readText(written);
  if (reading.kind === "invalid") throw new Error(reading.problems.map(lineOf).join("; "));
  return reading.warnings.map(({ message }) => message);
}

function lineOf({ place, message }: Problem): string {
  const file = place?.file === "scenarios/refund.scenario.yaml" ? "" : `${place?.file}:`;
  return `${file}${place?.line}:${place?.column} ${message}`;
}
