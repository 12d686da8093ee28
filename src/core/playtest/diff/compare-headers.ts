import type { PlaytestHeader } from "../record/playtest-trace.ts";
import type { CauseKind } from "./cause-kinds.ts";
import { taint, type DiffInput, type DiffState } from "./diff-state.ts";
import { isSame, showValue } from "./same.ts";

/** How much a fact of the header explains: all that follows, what is drawn at random, the choices taken, or nothing. */
type Reach = "all" | "random" | "policy" | "none";

interface HeaderFact {
  readonly kind: CauseKind;
  readonly message: string;
  readonly reach: Reach;
  readonly read: (input: DiffInput) => unknown;
}

const fact = (
  kind: CauseKind,
  message: string,
  { reach, read }: { reach: Reach; read: (header: PlaytestHeader) => unknown },
): HeaderFact => ({ kind, message, reach, read: (input) => read(input.trace.header) });

/** Suite, category and story enter the seed that is drawn from, as `mixSeed` has it; so do pov and seed. */
const FACTS: readonly HeaderFact[] = [
  fact("format_version_changed", "trace format version changed", { reach: "all", read: (header) => header.format }),
  fact("story_changed", "trace story changed", { reach: "all", read: (header) => header.story }),
  fact("worldline_changed", "trace worldline changed", { reach: "all", read: (header) => header.worldline }),
  { kind: "worldline_changed", message: "config worldline changed", reach: "all", read: (input) => input.configWorldline },
  fact("pov_changed", "trace pov changed", { reach: "all", read: (header) => header.pov }),
  fact("seed_changed", "trace seed changed", { reach: "random", read: (header) => header.seed }),
  fact("format_version_changed", "trace random generator changed", { reach: "random", read: (header) => header.random }),
  fact("config_changed", "trace suite changed", { reach: "random", read: (header) => header.suite }),
  fact("config_changed", "trace category changed", { reach: "random", read: (header) => header.category }),
  fact("policy_changed", "trace policy changed", { reach: "policy", read: (header) => header.policy }),
  fact("config_changed", "config prompt packs changed", { reach: "none", read: (header) => header.promptPacks }),
  fact("config_changed", "config metadata changed", { reach: "none", read: (header) => header.metadata }),
  fact("config_changed", "trace workflow changed", { reach: "none", read: (header) => header.workflow }),
];

/** Compares what decided how the plays went, before anything is walked. */
export function compareHeaders(state: DiffState): void {
  for (const { kind, message, reach, read } of FACTS) {
    const expected = read(state.expected);
    const actual = read(state.actual);
    if (isSame(expected, actual)) continue;
    const detail = `${showValue(expected)} before, ${showValue(actual)} now`;
    // One worldline, told twice, is one cause.
    const at = kind === "worldline_changed" ? [] : [message];
    const cause = state.ledger.report({ kind, step: null, message, at, expected, actual, detail });
    if (reach === "all") state.ledger.coverAll(cause);
    if (reach === "random") state.random ??= cause;
    if (reach === "policy") state.policy ??= cause;
  }
  compareGivenVariables(state);
  compareDefaults(state);
}

/** Start values that the caller gave explain those variables. */
function compareGivenVariables(state: DiffState): void {
  const expected = state.expected.trace.header.variables;
  const actual = state.actual.trace.header.variables;
  for (const name of unionOfKeys(expected, actual)) {
    if (isSame(expected[name], actual[name])) continue;
    const why = `is given as ${showValue(actual[name])}, as ${showValue(expected[name])} before`;
    const cause = state.ledger.report({
      kind: "config_changed",
      step: null,
      message: "config variables changed",
      at: ["variables", name],
      expected: expected[name],
      actual: actual[name],
      detail: `\`${name}\` ${why}`,
    });
    taint(state, name, { cause, why });
  }
}

function compareDefaults(state: DiffState): void {
  const expected = state.expected.trace.header.initial.variables;
  const actual = state.actual.trace.header.initial.variables;
  for (const name of unionOfKeys(expected, actual)) {
    if (isSame(expected[name], actual[name])) continue;
    const given = state.tainted.get(name);
    if (given === undefined) reportDefault(state, name, [expected[name], actual[name]]);
    else state.ledger.fold(given.cause);
  }
}

function reportDefault(state: DiffState, name: string, [expected, actual]: readonly [unknown, unknown]): void {
  const why = `starts as ${showValue(actual)}, as ${showValue(expected)} before`;
  const message = `variable \`${name}\` default changed`;
  const kind = "variable_default_changed";
  const cause = state.ledger.report({ kind, step: null, message, at: [name], expected, actual, detail: `it ${why}` });
  taint(state, name, { cause, why });
}

/** Names of both, in the expected one's order, new ones last. */
function unionOfKeys(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
