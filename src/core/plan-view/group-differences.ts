import type { PlanDifference } from "../assets/plan/diff-plans.ts";
import { layerTitle } from "./prompt-layers.ts";
import { plainText } from "./plain-text.ts";

/** One decision that differs, in words; null on the side that has no such decision. */
export interface DifferenceRow {
  /** The decision's own name, e.g. `stack steel-2`; unique. */
  readonly decision: string;
  readonly name: string;
  /** Who says it, for a part of the prompt. */
  readonly origin: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** One kind of decision; without rows nothing in it differs. */
export interface DifferenceGroup {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly DifferenceRow[];
}

/** Kinds of decisions in the order in which they are made, by the first word of a decision. */
const GROUPS: readonly { readonly id: string; readonly title: string; readonly of: readonly string[] }[] = [
  { id: "blocked", title: "Blockers", of: ["blocked"] },
  { id: "model", title: "Model", of: ["renderer", "checkpoint", "profile", "baseline"] },
  { id: "stack", title: "Stack", of: ["stack", "stackOrder"] },
  { id: "prompt", title: "Prompt", of: ["prompt", "fragment"] },
  { id: "contract", title: "Contract", of: ["contract"] },
  { id: "parameters", title: "Parameters", of: ["parameter"] },
  { id: "seeds", title: "Seeds", of: ["seed"] },
  { id: "references", title: "References", of: ["reference"] },
  { id: "drawing", title: "Drawing", of: ["drawing"] },
  { id: "rules", title: "Rules", of: ["adjustment", "rulesVersion"] },
  { id: "digests", title: "Digests", of: ["digest"] },
];

/** Sorts differences into all kinds of decisions there are, so that a reader also sees where nothing differs. */
export function groupDifferences(differences: readonly PlanDifference[]): readonly DifferenceGroup[] {
  return GROUPS.map(({ id, title, of }) => ({
    id,
    title,
    rows: differences.filter(({ decision }) => of.includes(decision.split(" ", 1)[0] ?? "")).map(toRow),
  }));
}

function toRow({ decision, before, after }: PlanDifference): DifferenceRow {
  const fragment = /^fragment (\S+) (\S+) (\S+) (.*)$/s.exec(decision);
  const [left, right] = decision.startsWith("stack ") ? stackParts(before, after) : changedParts(before, after);
  if (fragment === null) return { decision, name: nameOf(decision), origin: null, before: left, after: right };
  const [, layer = "", polarity = "", recordId = "", text = ""] = fragment;
  const origin = `${polarity === "negative" ? "negative, " : ""}${recordId}`;
  // The words are the decision: a side that has them says so by showing them.
  const side = (own: string | null): string | null => (own === null ? null : before !== null && after !== null ? own : text);
  return {
    decision,
    name: before !== null && after !== null ? text : layerTitle(layer),
    origin,
    before: side(left),
    after: side(right),
  };
}

const NAMES: Readonly<Record<string, string>> = { stackOrder: "order", rulesVersion: "rules version" };

/** A decision without the kind that it is listed under: `stack steel-2` is `steel-2`. */
function nameOf(decision: string): string {
  const [group = "", ...rest] = decision.split(" ");
  return rest.length === 0 ? (NAMES[group] ?? group) : rest.join(" ");
}

/** An entry of the stack as it is read: "× 0.7, baseline, part of baseline `copax-fen`"; where both have it, only what differs. */
function stackParts(before: unknown, after: unknown): readonly [string | null, string | null] {
  if (isPlainMap(before) && isPlainMap(after)) return changedParts(before, after);
  return [entryText(before), entryText(after)];
}

function entryText(entry: unknown): string | null {
  if (!isPlainMap(entry)) return null;
  const version = typeof entry["version"] === "number" ? `v${entry["version"]}, ` : "";
  return `${version}× ${plainText(entry["weight"])}, ${plainText(entry["layer"])} layer: ${plainText(entry["why"])}`;
}

/** Of two maps only what differs, else both values whole. */
function changedParts(before: unknown, after: unknown): readonly [string | null, string | null] {
  if (before === null || after === null) return [textOf(before), textOf(after)];
  if (!isPlainMap(before) || !isPlainMap(after)) return [plainText(before), plainText(after)];
  const keep = (own: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string =>
    plainText(Object.fromEntries(Object.entries(own).filter(([key, each]) => plainText(each) !== plainText(other[key]))));
  return [keep(before, after), keep(after, before)];
}

function textOf(value: unknown): string | null {
  return value === null ? null : plainText(value);
}

function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("id" in value) && !("width" in value);
}
