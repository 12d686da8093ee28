import { isSame, showValue } from "../../playtest/diff/same.ts";
import { isMap, type Json, type JsonMap } from "../json.ts";
import type { TrialCauseKind } from "./cause-kinds.ts";
import type { TrialDiffState } from "./diff-state.ts";
import { showSides } from "./show-sides.ts";
import type { TrialView } from "./trial-view.ts";

/** How much a fact explains: all that follows, the conversation, how it is judged, or nothing. */
type Reach = "all" | "path" | "judging" | "none";

interface Fact {
  readonly kind: TrialCauseKind;
  readonly message: string;
  readonly reach: Reach;
  readonly read: (view: TrialView) => unknown;
}

const meta = (name: string) => (view: TrialView) => view.meta?.[name];
const hash = (name: string) => (view: TrialView) => memberOf(view.meta?.["hashes"], name);
const config = (name: keyof NonNullable<TrialView["config"]>) => (view: TrialView) => view.config?.[name];
const snapshot = (name: string) => (view: TrialView) => memberOf(view.scenario, name);

/** Facts that are told by themselves; what the hashes cover besides is told by the hash alone. */
const FACTS: readonly Fact[] = [
  { kind: "scenario_changed", message: "the scenario is another one", reach: "all", read: meta("scenario") },
  { kind: "recording_changed", message: "the recording mode changed", reach: "all", read: meta("recordingMode") },
  { kind: "trial_changed", message: "the trial's number changed", reach: "none", read: meta("trialIndex") },
  { kind: "model_changed", message: "the adapter changed", reach: "path", read: snapshot("adapter") },
  { kind: "model_changed", message: "the model changed", reach: "path", read: config("model") },
  { kind: "prompt_changed", message: "the system prompt changed", reach: "path", read: config("system") },
  { kind: "settings_changed", message: "the temperature changed", reach: "path", read: config("temperature") },
  { kind: "settings_changed", message: "the seed changed", reach: "path", read: config("seed") },
  { kind: "settings_changed", message: "the extras changed", reach: "path", read: config("extras") },
  { kind: "settings_changed", message: "maxTurns changed", reach: "path", read: snapshot("maxTurns") },
  { kind: "settings_changed", message: "timeoutMs changed", reach: "path", read: snapshot("timeoutMs") },
  { kind: "settings_changed", message: "maxCostUsd changed", reach: "path", read: snapshot("maxCostUsd") },
  { kind: "script_changed", message: "the script changed", reach: "path", read: snapshot("script") },
  { kind: "notes_changed", message: "the description changed", reach: "none", read: snapshot("description") },
  { kind: "notes_changed", message: "the tags changed", reach: "none", read: snapshot("tags") },
  { kind: "notes_changed", message: "the number of trials changed", reach: "none", read: snapshot("trials") },
];

const EXECUTION: Fact = {
  kind: "execution_changed",
  message: "what decides how the trial goes changed",
  reach: "path",
  read: hash("execution"),
};

const JUDGING: readonly Fact[] = [
  { kind: "evaluation_changed", message: "how the trial is judged changed", reach: "judging", read: hash("evaluation") },
  {
    kind: "environment_changed",
    message: "prices or defaults of the project changed",
    reach: "judging",
    read: hash("environment"),
  },
];

/** Compares what decided how the trials went, before anything is walked. */
export function compareSetup(state: TrialDiffState): void {
  for (const fact of FACTS) compareFact(state, fact);
  compareTools(state);
  // What the user says explains what follows from where it is said.
  if (!isTurnChanged(state)) compareExecution(state);
  for (const fact of JUDGING) compareFact(state, fact);
}

/** Tells what the hash of the execution covers where nothing of it was told in detail. */
export function compareExecution(state: TrialDiffState): void {
  if (state.path === null) compareFact(state, EXECUTION);
}

function isTurnChanged({ expected, actual }: TrialDiffState): boolean {
  const turns = snapshot("turns");
  return !isSame(turns(expected), turns(actual));
}

function compareFact(state: TrialDiffState, { kind, message, reach, read }: Fact): void {
  const [expected, actual] = [read(state.expected), read(state.actual)];
  if (isSame(expected, actual)) return;
  const detail = showSides(expected, actual);
  const cause = state.ledger.report({ kind, step: null, message, at: [message], expected, actual, detail });
  if (reach === "all") state.ledger.coverAll(cause);
  if (reach === "all" || reach === "path") state.path ??= cause;
  if (reach === "judging") state.judging ??= cause;
}

/** Tools by their names: those that came and went, what is told of them, how they are mocked. */
function compareTools(state: TrialDiffState): void {
  const [expected, actual] = [toolsOf(state.expected), toolsOf(state.actual)];
  for (const name of new Set([...expected.keys(), ...actual.keys()])) {
    const [before, now] = [expected.get(name), actual.get(name)];
    if (before === undefined || now === undefined) reportTool(state, name, [before, now]);
    else compareTool(state, name, [before, now]);
  }
}

function reportTool(
  state: TrialDiffState,
  name: string,
  [before, now]: readonly [JsonMap | undefined, JsonMap | undefined],
): void {
  const kind = before === undefined ? "tool_added" : "tool_removed";
  const message = `tool \`${name}\` ${before === undefined ? "added" : "removed"}`;
  const cause = state.ledger.report({ kind, step: null, message, at: [name], expected: before, actual: now });
  state.path ??= cause;
}

function compareTool(state: TrialDiffState, name: string, [before, now]: readonly [JsonMap, JsonMap]): void {
  const { mock: mockBefore = null, ...toldBefore } = before;
  const { mock: mockNow = null, ...toldNow } = now;
  for (const [kind, word, expected, actual] of [
    ["tool_changed", "", toldBefore, toldNow],
    ["mock_changed", "'s mock", mockBefore, mockNow],
  ] as const) {
    if (isSame(expected, actual)) continue;
    const report = { kind, step: null, message: `tool \`${name}\`${word} changed`, at: [name], expected, actual };
    const cause = state.ledger.report({ ...report, detail: showSides(expected, actual) });
    state.path ??= cause;
  }
}

/** As the model was told of them, with how they are mocked; from the snapshot where there is one, since it has both. */
function toolsOf(view: TrialView): ReadonlyMap<string, JsonMap> {
  const tools = memberOf(view.scenario, "tools") ?? (view.config?.tools as unknown as Json);
  const list: readonly Json[] = Array.isArray(tools) ? tools : [];
  return new Map(list.filter(isMap).map((tool) => [nameText(tool["name"]), tool]));
}

/** Rules of the caller's may leave anything in place of a name. */
function nameText(name: Json | undefined): string {
  return typeof name === "string" ? name : showValue(name);
}

function memberOf(value: unknown, name: string): Json | undefined {
  return isMap(value as Json) ? (value as JsonMap)[name] : undefined;
}
