import type { PlanDifference } from "../core/assets/plan/diff-plans.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { valueText } from "./value-text.ts";
import { counted } from "./words.ts";

/** Which decisions differ, causes before consequences: `+` what comes, `−` what goes, `~` what changes. */
export function differencesText(differences: readonly PlanDifference[], paint: Paint): string {
  if (differences.length === 0) return "No decision differs";
  const verb = differences.length === 1 ? "differs" : "differ";
  const rows = differences.flatMap((one) => differenceRows(one, paint));
  return `${paint.bold(counted(differences.length, "decision"))} ${verb}\n${formatTable(rows, paint.columns)}`;
}

type Row = readonly [sign: string, what: string, text: string];

/** Changed values that fit on one line stand beside each other, longer ones below each other. */
const LONGEST_BESIDE = 60;

function differenceRows({ decision, before, after }: PlanDifference, paint: Paint): readonly Row[] {
  const { group, name } = nameParts(decision);
  const gone = paint.bad("  −");
  const come = paint.good("  +");
  if (before === null) return [[come, group, `${name}${ownText(group, after)}`]];
  if (after === null) return [[gone, group, `${name}${ownText(group, before)}`]];
  const [left, right] = changedParts(before, after).map(valueText) as [string, string];
  const label = name === "" ? "" : `${name}: `;
  if (left.length + right.length <= LONGEST_BESIDE) return [[paint.ask("  ~"), group, `${label}${left} → ${right}`]];
  return [
    [gone, group, `${label}${left}`],
    [come, "", `${label}${right}`],
  ];
}

/** E.g. `stack steel-2` is `steel-2` of the group `stack`; a fragment is called by its text, its origin behind it. */
function nameParts(decision: string): { group: string; name: string } {
  const fragment = /^fragment (\S+) (\S+) (\S+) (.*)$/s.exec(decision);
  if (fragment !== null) {
    const [, layer = "", polarity = "", recordId = "", text = ""] = fragment;
    return { group: "prompt part", name: `${text} (${polarity === "negative" ? "negative, " : ""}${layer}, ${recordId})` };
  }
  const [group = "", ...rest] = decision.split(" ");
  return { group: GROUP_NAMES[group] ?? group, name: rest.join(" ") };
}

const GROUP_NAMES: Readonly<Record<string, string>> = { stackOrder: "stack order", rulesVersion: "rules version" };

/** What is worth saying about something that only one side has. */
function ownText(group: string, value: unknown): string {
  if (group === "prompt part") return "";
  const text = group === "stack" ? stackEntryText(value) : valueText(value);
  return `: ${text}`;
}

function stackEntryText(value: unknown): string {
  const { layer, weight, why } = value as { layer: string; weight: number; why: string };
  return `${layer}, × ${weight}, ${why}`;
}

/** Of two records, only the fields that differ; other values whole. */
function changedParts(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (!isRecord(before) || !isRecord(after) || "id" in before || "width" in before) return [before, after];
  const same = (name: string): boolean => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const keep = (fields: Readonly<Record<string, unknown>>): unknown =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !same(name)));
  return [keep(before), keep(after)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
