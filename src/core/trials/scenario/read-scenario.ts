import { type Locator } from "../../authored/locator.ts";
import { parseTree } from "../../authored/parse-tree.ts";
import { limitProblems } from "../../authored/problem-order.ts";
import { type Include, readIncluding } from "../../authored/read-including.ts";
import type { AuthoredSource } from "../../authored/read-source.ts";
import type { SourceNode } from "../../authored/source-tree.ts";
import type { Problem } from "../../errors.ts";
import { buildScenario } from "./build-scenario.ts";
import { checkScenario } from "./check-scenario.ts";
import { Findings } from "./findings.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import { writeShorthandOut } from "./write-shorthand.ts";

/** A scenario, or everything that is wrong with its files, in order of place. */
export type ScenarioReading =
  | { readonly kind: "scenario"; readonly scenario: Scenario; readonly warnings: readonly Problem[] }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/** A scenario's text, and how it gets at the files that it includes; without that it can include none. */
export interface ScenarioSource extends AuthoredSource {
  readonly include?: Include;
}

/**
 * Reads one scenario, YAML or JSON, strictly: its shape first, then what its parts say about each other. Accepted besides our
 * spelling: snake_case, and what the seed's scenarios write (`seed-spellings.ts`).
 *
 * @param source.file  As it is named in places; its name without the ending names the scenario.
 * Codes: INPUT_INVALID, DUPLICATE_ID, FILE_SYNTAX, FILE_TOO_LARGE, FILE_ENCODING. Pure; never throws on any text.
 * Source: contracts, section 8.2; SPEC.md TS1-TS56.
 */
export function readScenario(source: ScenarioSource): ScenarioReading {
  const reading = readIncluding(source, source.include);
  if (reading.kind === "unreadable") return { kind: "invalid", problems: limitProblems(reading.problems) };
  const { locate } = reading;
  const root = writeShorthandOut(reading.root);
  const parsed = parseTree({ root, locate }, scenarioSchema, "scenario");
  const infinite = findInfinite(root, locate);
  if (parsed.kind === "invalid" || infinite.length > 0) {
    const found = parsed.kind === "invalid" ? parsed.problems : [];
    return { kind: "invalid", problems: limitProblems(infinite.length > 0 ? infinite : found) };
  }
  const findings = new Findings(parsed.placeOf);
  const scenario = buildScenario(parsed.value, { name: scenarioName(source.file), file: source.file, findings });
  checkScenario(scenario, findings);
  if (findings.problems.length > 0) return { kind: "invalid", problems: findings.problems };
  return { kind: "scenario", scenario, warnings: limitProblems([...reading.warnings, ...findings.warnings]) };
}

/** `scenarios/refund.scenario.yaml` as `refund`. */
export function scenarioName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/(\.scenario)?\.(ya?ml|json)$/i, "");
}

/** YAML can write numbers that JSON cannot, in values of the author's choice as well. */
function findInfinite(node: SourceNode, locate: Locator): Problem[] {
  if (node.kind === "list") return node.items.flatMap((item) => findInfinite(item, locate));
  if (node.kind === "map") return node.entries.flatMap(({ value }) => findInfinite(value, locate));
  if (typeof node.value !== "number" || Number.isFinite(node.value)) return [];
  const message = `a number must be finite, not \`${node.value}\``;
  return [{ code: "INPUT_INVALID", message, place: locate(node.span.start), hint: "Write a number that JSON can hold" }];
}
