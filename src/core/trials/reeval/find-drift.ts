import { isSame } from "../../playtest/diff/same.ts";
import { isMap, type JsonMap } from "../json.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { TrialHeader } from "../record/trial-lines.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { executionForm } from "../scenario/scenario-form.ts";

/** What a scenario would make go otherwise than in a recorded trial. */
export interface Drift {
  /** Fields that are not what they were, in order; empty where the recording does not hold them. */
  readonly fields: readonly string[];
}

/**
 * Whether trials of a scenario would go otherwise than a recorded one: by the hash of what decides that. What it is judged by
 * is meant to change, and is not looked at.
 *
 * @returns null where they would not. Source: contracts, section 8.2; SPEC.md RE6.
 */
export function findDrift(scenario: Scenario, { hashes, snapshot }: TrialHeader, redactor: Redactor): Drift | null {
  if (hashes.execution === scenario.hashes.execution) return null;
  if (!isMap(snapshot)) return { fields: [] };
  const now = redactor.json(executionForm(scenario)) as JsonMap;
  const then: JsonMap = snapshot;
  const names = new Set([...Object.keys(now), ...DECIDING.filter((name) => Object.hasOwn(then, name))]);
  return { fields: [...names].filter((name) => !isSame(now[name] ?? null, then[name] ?? null)).toSorted() };
}

/** Fields of a snapshot that decide how trials go; the rest is what they are judged by. */
const DECIDING = "adapter extras maxCostUsd maxTurns model script seed systemPrompt temperature timeoutMs tools turns".split(" ");
