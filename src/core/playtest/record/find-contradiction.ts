import { compareCodeUnits } from "../../canonical/order.ts";
import { isSameValue } from "../native/variable.ts";
import type { Value } from "../story/value.ts";
import type { PlaytestStep, PlaytestTrace } from "./playtest-trace.ts";

/**
 * The first thing in a trace that cannot be, since another part says otherwise; null when all of it fits together.
 * Source: SPEC.md PR14.
 */
export function findContradiction(trace: PlaytestTrace): string | null {
  return findInSteps(trace) ?? findInCounts(trace) ?? findInAssets(trace) ?? findInEnd(trace);
}

function findInSteps({ header, steps, footer }: PlaytestTrace): string | null {
  const now = new Map<string, Value>(Object.entries(header.initial.variables));
  for (const [index, step] of steps.entries()) {
    const why = findInStep(step, index, now);
    if (why !== null) return `step ${index}: ${why}`;
  }
  if (steps[0] !== undefined && steps[0].node !== header.initial.node) return `step 0 is not at node \`${header.initial.node}\``;
  const last = Object.entries(footer.variables);
  const isEqual = last.length === now.size && last.every(([name, value]) => isSameValue(now.get(name) ?? null, value));
  return isEqual ? null : "the variables at the end are not those that the steps lead to";
}

function findInStep(step: PlaytestStep, index: number, now: Map<string, Value>): string | null {
  if (step.i !== index) return `it has number ${step.i}`;
  if (step.chose !== null && !step.offered.some(({ id }) => id === step.chose))
    return `\`${step.chose}\` was taken but not offered`;
  for (const change of step.sets) {
    const before = now.get(change.name);
    if (before === undefined || !isSameValue(before, change.old)) return `\`${change.name}\` did not hold its old value`;
    if (change.by === "") return `no action is named that set \`${change.name}\``;
    now.set(change.name, change.new);
  }
  return null;
}

function findInCounts({ steps, footer }: PlaytestTrace): string | null {
  const choices = steps.filter((step) => step.chose !== null).length;
  const draws = steps.reduce((sum, step) => sum + step.draws.length, 0);
  const { counts } = footer;
  const isEqual = counts.steps === steps.length && counts.choices === choices && counts.draws === draws;
  return isEqual ? null : "the counts at the end are not those of the steps";
}

function findInAssets({ steps, footer }: PlaytestTrace): string | null {
  const met = [...new Set(steps.flatMap((step) => step.assets))].toSorted(compareCodeUnits);
  const listed = Object.values(footer.assets).flat().toSorted(compareCodeUnits);
  const isEqual = met.length === listed.length && met.every((id, place) => id === listed[place]);
  return isEqual ? null : "the assets at the end are not those that the steps met";
}

function findInEnd({ footer, steps }: PlaytestTrace): string | null {
  if (steps.length === 0) return "there is no step";
  if (footer.outcome === "ended") return footer.why === null ? null : "it ended, so that no reason can be given";
  if (footer.ending !== null) return `it did not end, so that \`${footer.ending}\` cannot be its ending`;
  return footer.why === null ? "it did not end, and no reason is given" : null;
}
