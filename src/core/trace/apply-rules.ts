import { canonicalJson } from "../canonical/canonical-json.ts";
import { byKey } from "../canonical/order.ts";
import {
  isAtEnd,
  parsePathPattern,
  startPattern,
  stepPattern,
  type PathPattern,
  type PathStep,
  type PatternState,
} from "./path-pattern.ts";
import type { RedactionHow, TraceRules } from "./trace-rules.ts";

/** Rules that can be applied, and which of them matched so far. One set serves both traces of a comparison, or many. */
export interface RuleSet {
  /** Whether there is nothing to do. */
  readonly isEmpty: boolean;
  /**
   * A view with what the rules drop taken out, and the rest in the form that is compared. The given view stays as it is; an
   * entry of a list that is dropped becomes null, so that the others keep their places.
   */
  apply(view: unknown): unknown;
  /** Whether a rule matched nothing yet. */
  hasUnmatched(): boolean;
  /** Only looks whether rules that matched nothing yet match this view. */
  look(view: unknown): void;
  /** One line for each rule that cannot be read, or matched nothing so far. */
  warnings(): string[];
}

interface Rule {
  readonly text: string;
  readonly pattern: PathPattern;
  readonly how: RedactionHow;
}

/** Opens the rules of one comparison. Source: SPEC.md TI1-TI8. */
export function openRules({ ignorePaths, redact }: TraceRules): RuleSet {
  const given = [...ignorePaths.map((path) => ({ path, how: "drop" as const })), ...redact];
  const rules = given.flatMap(({ path, how }): Rule[] => {
    const pattern = parsePathPattern(path);
    return pattern === null ? [] : [{ text: path, pattern, how }];
  });
  const unreadable = given.filter(({ path }) => parsePathPattern(path) === null);
  const matched = new Set<Rule>();
  return {
    isEmpty: given.length === 0,
    apply: (view) => redactValue(view, { rules: startAll(rules), matched, aliases: new Map() }),
    hasUnmatched: () => matched.size < rules.length,
    look: (view) => {
      const unmatched = rules.filter((rule) => !matched.has(rule));
      redactValue(view, { rules: startAll(unmatched), matched, aliases: new Map() });
    },
    warnings: () => [
      ...unreadable.map(({ path }) => `\`${path}\` is no path, so nothing is looked past for it`),
      ...rules.filter((rule) => !matched.has(rule)).map(({ text }) => `\`${text}\` matches nothing in either trace`),
    ],
  };
}

/** Rules that can still match below a value. */
type OpenRules = readonly (readonly [Rule, PatternState])[];

interface Redacting {
  readonly rules: OpenRules;
  readonly matched: Set<Rule>;
  /** Per rule: names for values, in the order in which they are met in one trace. */
  readonly aliases: Map<Rule, Map<string, string>>;
}

function startAll(rules: readonly Rule[]): OpenRules {
  return rules.map((rule) => [rule, startPattern(rule.pattern)] as const);
}

/** Undefined where a rule drops the value. */
function redactValue(value: unknown, context: Redacting): unknown {
  if (context.rules.length === 0) return value;
  const ended = context.rules.filter(([rule, state]) => isAtEnd(rule.pattern, state)).map(([rule]) => rule);
  for (const rule of ended) context.matched.add(rule);
  if (ended.some((rule) => rule.how === "drop")) return undefined;
  const inner = redactInside(value, context);
  return ended.reduce((redacted, rule) => coarsen(redacted, rule, context), inner);
}

function redactInside(value: unknown, context: Redacting): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown, at) => redactValue(item, descend(context, [at])) ?? null);
  const entries = Object.entries(value).map(
    ([name, item]) => [name, redactValue(item, descend(context, name.split(".")))] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** Names may hold dots (`player.hp`), which a path cannot tell from steps; so each part is a step. */
function descend(context: Redacting, steps: readonly PathStep[]): Redacting {
  const rules = context.rules
    .map(([rule, state]) => [rule, steps.reduce((next, step) => stepPattern(rule.pattern, next, step), state)] as const)
    .filter(([, state]) => state.length > 0);
  return { ...context, rules };
}

function coarsen(value: unknown, rule: Rule, context: Redacting): unknown {
  // Adding 0 turns -0 into 0: both round to nothing.
  if (rule.how === "round") return typeof value === "number" ? Math.round(value) + 0 : value;
  if (rule.how === "sort") return Array.isArray(value) ? value.toSorted(byKey(canonicalJson)) : value;
  if (rule.how === "alias") return aliasOf(value, rule, context);
  return value;
}

function aliasOf(value: unknown, rule: Rule, { aliases }: Redacting): string {
  const names = aliases.get(rule) ?? new Map<string, string>();
  aliases.set(rule, names);
  const text = canonicalJson(value);
  const name = names.get(text) ?? `alias ${names.size + 1}`;
  names.set(text, name);
  return name;
}
