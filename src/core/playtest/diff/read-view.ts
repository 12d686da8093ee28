import type { PlaytestStep, PlaytestTrace } from "../record/playtest-trace.ts";
import type { Change, FailedCondition } from "../story/moment.ts";
import type { Value, Values } from "../story/value.ts";
import type { DiffInput } from "./diff-state.ts";
import type { DiffView } from "./diff-view.ts";
import { isSame } from "./same.ts";

/** A view after rules took parts out of it, or as a caller brings one: anything may be missing. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | null)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> }
    : T;
export type LooseView = Loose<DiffView>;

/**
 * Turns a view back into what is compared. What a view tells in several places counts from the first that is left; what
 * is missing everywhere is alike in every trace. Values that a rule coarsened keep their new form: nothing computes
 * with them.
 *
 * @param original  Who set what, where the view is of a trace that is at hand.
 */
export function readView(view: LooseView, original: PlaytestTrace | null): DiffInput {
  // Steps keep their places where a rule took one out.
  const left = Array.isArray(view.steps) ? view.steps.map((step) => step ?? {}) : [];
  const steps = stepsOf({ ...view, steps: left }, original);
  // Rules may leave any type anywhere, and comparing asks for none.
  const trace = { header: headerOf(view), environment: {}, steps, footer: footerOf(view) } as unknown as PlaytestTrace;
  return { trace, configWorldline: view.config?.["worldline"] as string | null };
}

/** A view with steps, each of them there. */
interface WholeView extends Omit<LooseView, "steps"> {
  readonly steps: readonly Loose<DiffView["steps"][number]>[];
}

function headerOf({ meta = {}, config = {}, initial = {} }: LooseView) {
  const first = (name: string): unknown => meta[name] ?? config[name] ?? null;
  return {
    format: first("format"),
    story: { id: first("scene_id"), kind: first("scene_kind") },
    suite: first("suite"),
    category: first("category"),
    workflow: first("workflow"),
    pov: first("pov"),
    worldline: meta["worldline"] ?? null,
    seed: first("seed"),
    random: first("random"),
    policy: first("policy"),
    variables: config["variables"] ?? {},
    promptPacks: first("prompt_packs"),
    metadata: first("metadata"),
    initial: { node: initial.node ?? "", variables: initial.variables ?? {} },
  };
}

function footerOf({ final = {}, assets, provenance = {} }: LooseView) {
  const { outcome = null, ending = null, why = null, variables = {} } = final;
  return { outcome, ending, why, variables, assets: manifestOf(assets ?? provenance["asset_manifest"] ?? final.assets ?? {}) };
}

/** A manifest of lists again, also where a rule made one value of it or of a kind. */
function manifestOf(manifest: unknown): Record<string, readonly unknown[]> {
  const kinds = typeof manifest === "object" && manifest !== null ? Object.entries(manifest) : [["all", manifest] as const];
  return Object.fromEntries(kinds.map(([kind, ids]): [string, readonly unknown[]] => [kind, Array.isArray(ids) ? ids : [ids]]));
}

function stepsOf(view: WholeView, original: PlaytestTrace | null): PlaytestStep[] {
  const left = view.steps;
  let before = (view.initial?.variables ?? {}) as Values;
  return [...left, null].map((_step, at) => {
    // Missing on purpose, where a rule took it out.
    const after = (at === left.length ? view.final?.variables : left[at]?.variables) as Values | undefined;
    const sets = changesOf([before, after ?? {}], original?.steps[at]?.sets);
    before = after ?? before;
    return { ...stepOf(view, at), sets, assets: assetsOf(view, at, original) } as unknown as PlaytestStep;
  });
}

/** What is known of one node: how it was entered is told by the step before, how it was left by its own. */
function stepOf(view: WholeView, at: number) {
  const { steps } = view;
  const left = steps[at];
  const entered = at === 0 ? view.initial : steps[at - 1];
  const { draws, emits } = left ?? view.final ?? {};
  return {
    i: left?.index ?? at,
    node: nodeOf(view, at),
    lines: listOf(entered?.lines).map((line) => ({ text: "", speaker: null, ...line })),
    offered: withIds(entered?.available_choices),
    refused: withIds(entered?.refused_choices).map((choice) => ({ ...choice, failed: failedOf(choice.failed) })),
    chose: left?.choice_id ?? null,
    draws: listOf(draws).map((draw) => ({ stream: "", n: 0, value: 0, by: "", ...draw })),
    emits: listOf(emits),
  };
}

function nodeOf(view: WholeView, at: number): string {
  const { steps } = view;
  const asEntered = at === 0 ? view.initial?.node : steps[at - 1]?.to_node;
  const asLeft = at === steps.length ? view.final?.node : steps[at]?.from_node;
  return asLeft ?? asEntered ?? "";
}

function listOf<T>(list: readonly T[] | undefined): readonly NonNullable<T>[] {
  const items: readonly T[] = Array.isArray(list) ? list : [];
  return items.filter((item) => item !== null && item !== undefined);
}

/** A choice without its id is told from the others by its place. */
function withIds<T extends { readonly id?: string }>(choices: readonly (T | null)[] | undefined) {
  return listOf(choices).map((choice, at) => ({ text: "", ...choice, id: choice.id ?? `[${at}]` }));
}

function failedOf(failed: Loose<FailedCondition> | undefined) {
  const { kind = "hidden_condition", ...rest } = failed ?? {};
  return { key: "", op: "", value: null, visibleTo: [], ...rest, kind };
}

function changesOf([before, after]: readonly [Values, Values], original: readonly Change[] | undefined): Change[] {
  const names = original?.map((change) => change.name) ?? Object.keys(after);
  return names.flatMap((name): Change[] => {
    const value: Value | undefined = after[name];
    if (value === undefined || isSame(before[name], value)) return [];
    return [{ name, old: before[name] ?? null, new: value, by: original?.find((change) => change.name === name)?.by ?? "" }];
  });
}

/** A step's assets lie by kind in the view; those of the last node only in the whole manifest. */
function assetsOf(view: WholeView, at: number, original: PlaytestTrace | null): readonly string[] {
  const step = view.steps[at];
  const kept = new Set(Object.values(step === undefined ? footerOf(view).assets : manifestOf(step.assets ?? {})).flat());
  const own = original?.steps[at]?.assets;
  if (own === undefined) return step === undefined ? [] : [...kept].map(String);
  return own.filter((id) => kept.has(id));
}
