import { assert } from "../../assert.ts";
import { digestOf } from "../../canonical/digest.ts";
import type { Draw, FailedCondition, Line } from "../story/moment.ts";
import type { AssetKind } from "../story/story.ts";
import type { Values } from "../story/value.ts";
import { type AssetManifest, manifestOf } from "./asset-manifest.ts";
import type { PlaytestFooter, PlaytestHeader, PlaytestStep, PlaytestTrace, PlayOutcome } from "./playtest-trace.ts";

interface SeedChoice {
  readonly id: string;
  readonly text: string;
}

/** Values drawn so far, by stream. */
interface SeedRandom {
  readonly seed: number;
  readonly uses: Readonly<Record<Draw["stream"], number>>;
}

/** A place of the way: the node that was left, and the choice taken there; at first the start, and no choice. */
interface SeedPlace {
  readonly node: string;
  readonly choice: string | null;
}

/** What holds at a node that was entered. */
interface SeedState {
  readonly variables: Values;
  readonly variables_digest: string;
  readonly finished: boolean;
  readonly pov: string | null;
  /** What is said on entering. */
  readonly lines: readonly Line[];
  readonly available_choices: readonly SeedChoice[];
  readonly refused_choices: readonly (SeedChoice & { readonly failed: FailedCondition })[];
}

/** Step `index` leads from the node entered at that index to the next one. */
export interface SeedStep extends SeedState {
  readonly index: number;
  readonly from_node: string;
  readonly to_node: string;
  /** Null where it went on by itself. */
  readonly choice_id: string | null;
  readonly choice_target: string;
  readonly choice_text: string | null;
  readonly history_length: number;
  readonly rng_before: SeedRandom;
  readonly rng_after: SeedRandom;
  readonly draws: readonly Draw[];
  /** Met while the node was entered and left. */
  readonly assets: AssetManifest;
}

interface SeedEndpoint extends SeedState {
  readonly node: string;
  readonly worldline: string | null;
  readonly history: readonly SeedPlace[];
  readonly rng: SeedRandom;
  readonly assets: AssetManifest;
}

/** A playtest's trace in the seed's shape: what diffs, ignore paths and the seed's users speak. */
export interface SeedTrace {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
  /** The first node as it was entered. */
  readonly initial: SeedEndpoint;
  /** One less than nodes were entered. */
  readonly steps: readonly SeedStep[];
  readonly final: SeedEndpoint & { readonly outcome: PlayOutcome; readonly ending: string | null; readonly why: string | null };
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly assets: AssetManifest;
  readonly digest: string;
}

/**
 * A trace in the seed's shape. Variables are those when a node was left, so that the effects of its choice are among
 * them. Nothing of the environment is in it: two runs that went alike have equal views, wherever and by whatever version
 * they were played.
 *
 * Source: contracts, section 8.1; the seed's trace 1.0; SPEC.md PR19.
 */
export function seedView(trace: PlaytestTrace): SeedTrace {
  const { header, steps, footer } = trace;
  const kindOf = kindsIn(footer.assets);
  const states = statesOf(trace);
  const shared = sharedFields(header);
  const endpoint = { worldline: header.worldline, pov: header.pov };
  const history = [
    { node: header.initial.node, choice: null },
    ...steps.slice(0, -1).map(({ node, chose }) => ({ node, choice: chose })),
  ];
  return {
    meta: { ...shared, ...metaFields(trace) },
    config: { ...shared, variables: header.variables, policy: header.policy, random: header.random },
    initial: { ...endpoint, ...entry(trace, 0), ...stateAt(states, 0), history: history.slice(0, 1), assets: {} },
    steps: steps
      .slice(0, -1)
      .map((step, index) => ({ ...stepFields(trace, index, states), assets: manifestOf(step.assets, kindOf) })),
    final: { ...endpoint, ...entry(trace, steps.length - 1), ...stateAt(states, steps.length), history, ...endFields(footer) },
    provenance: { ...shared, tool: TOOL, asset_manifest: footer.assets, digest: footer.digest },
    assets: footer.assets,
    digest: footer.digest,
  };
}

const TOOL = "touchstone";

/** What the seed says in `meta`, `config` and `provenance` alike. */
function sharedFields({ seed, pov, worldline, workflow, promptPacks, metadata }: PlaytestHeader) {
  return { seed, pov, worldline, workflow, prompt_packs: promptPacks, metadata };
}

function metaFields({ header, steps, footer }: PlaytestTrace) {
  return {
    runner: TOOL,
    format: header.format,
    scene_id: header.story.id,
    scene_kind: header.story.kind,
    suite: header.suite,
    category: header.category,
    steps_recorded: steps.length - 1,
    aborted: footer.outcome !== "ended",
  };
}

function endFields({ outcome, ending, why, assets }: PlaytestFooter) {
  return { outcome, ending, why, assets };
}

/** What a node shows when it is entered. */
function entry({ steps }: PlaytestTrace, index: number) {
  const step = steps[index];
  assert(step !== undefined, "a trace has a step for each node that was entered");
  return {
    node: step.node,
    lines: step.lines,
    available_choices: step.offered,
    refused_choices: step.refused,
    finished: index === steps.length - 1,
  };
}

function stepFields(trace: PlaytestTrace, index: number, states: readonly State[]) {
  const step = trace.steps[index];
  assert(step !== undefined, "a step of the view is one of the trace");
  const { node, ...entered } = entry(trace, index + 1);
  const { rng, ...left } = stateAt(states, index + 1);
  return {
    index,
    from_node: step.node,
    to_node: node,
    choice_id: step.chose,
    choice_target: node,
    choice_text: step.offered.find(({ id }) => id === step.chose)?.text ?? null,
    history_length: index + 2,
    pov: trace.header.pov,
    ...entered,
    ...left,
    rng_before: stateAt(states, index).rng,
    rng_after: rng,
    draws: step.draws,
  };
}

/** Variables and draws at one time of a play. */
interface State {
  readonly variables: Values;
  readonly variables_digest: string;
  readonly rng: SeedRandom;
}

function stateAt(states: readonly State[], index: number): State {
  const state = states[index];
  assert(state !== undefined, "there is a state before each step and one after the last");
  return state;
}

/** The state before each step, and the one after the last. */
function statesOf({ header, steps }: PlaytestTrace): State[] {
  const { variables } = header.initial;
  let state: State = { variables, variables_digest: digestOf(variables), rng: { seed: header.seed, uses: NO_USES } };
  return [state, ...steps.map((step) => (state = stateAfter(state, step)))];
}

const NO_USES = { policy: 0, story: 0, battle: 0, loot: 0 };

function stateAfter(state: State, { sets, draws }: PlaytestStep): State {
  if (sets.length + draws.length === 0) return state;
  const uses = { ...state.rng.uses };
  for (const { stream } of draws) uses[stream] += 1;
  const rng = { ...state.rng, uses };
  if (sets.length === 0) return { ...state, rng };
  const variables: Values = { ...state.variables, ...Object.fromEntries(sets.map((change) => [change.name, change.new])) };
  return { variables, variables_digest: digestOf(variables), rng };
}

/** Kinds of the assets that a manifest lists, by id. */
function kindsIn(manifest: AssetManifest): (id: string) => AssetKind | undefined {
  const kinds = new Map(Object.entries(manifest).flatMap(([kind, ids]) => ids.map((id) => [id, kind as AssetKind] as const)));
  return (id) => kinds.get(id);
}
