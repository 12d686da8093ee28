import type { PlaytestFooter } from "../record/playtest-trace.ts";
import type { DiffState, StepPair } from "./diff-state.ts";
import { isSame } from "./same.ts";

/** Collects which assets other steps meet, since they are told kind by kind when all steps are known. */
export interface AssetChanges {
  compare(pair: StepPair): void;
  /** Reports what was collected, and the manifests' differences that nothing explains. */
  finish(): void;
}

interface KindChange {
  readonly step: number;
  readonly node: string;
  readonly gone: Set<string>;
  readonly fresh: Set<string>;
  steps: number;
}

/** Opens the collection for two traces. */
export function collectAssets(state: DiffState): AssetChanges {
  const kinds = new Map([...kindsOf(state.actual.trace.footer), ...kindsOf(state.expected.trace.footer)]);
  const changes = new Map<string, KindChange>();
  const note = (pair: StepPair, { id, side }: { id: string; side: "gone" | "fresh" }): void => {
    const kind = kinds.get(id) ?? "assets";
    const change = changes.get(kind) ?? { step: pair.step, node: pair.node, gone: new Set(), fresh: new Set(), steps: 0 };
    change[side].add(id);
    change.steps += 1;
    changes.set(kind, change);
  };
  const compare = (pair: StepPair): void => {
    if (isSame(pair.expected.assets, pair.actual.assets)) return;
    const gone = pair.expected.assets.filter((id) => !pair.actual.assets.includes(id));
    const fresh = pair.actual.assets.filter((id) => !pair.expected.assets.includes(id));
    for (const id of gone) note(pair, { id, side: "gone" });
    for (const id of fresh) note(pair, { id, side: "fresh" });
    if (gone.length === 0 && fresh.length === 0) reportOrder(state, pair);
  };
  return { compare, finish: () => finishKinds(state, changes) };
}

function kindsOf({ assets }: PlaytestFooter): [string, string][] {
  return Object.entries(assets).flatMap(([kind, ids]) => ids.map((id): [string, string] => [id, kind]));
}

function reportOrder(state: DiffState, pair: StepPair): void {
  state.ledger.report({
    kind: "assets_changed",
    step: pair.step,
    message: `step ${pair.step} assets reordered`,
    at: [pair.node, "order"],
    expected: pair.expected.assets,
    actual: pair.actual.assets,
    detail: `\`${pair.node}\` meets the same assets in another order`,
  });
}

function finishKinds(state: DiffState, changes: ReadonlyMap<string, KindChange>): void {
  const before: Readonly<Record<string, readonly string[]>> = state.expected.trace.footer.assets;
  const now: Readonly<Record<string, readonly string[]>> = state.actual.trace.footer.assets;
  for (const [kind, change] of changes) reportKind(state, { kind, change, lists: [before[kind] ?? [], now[kind] ?? []] });
  for (const kind of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const lists = [before[kind] ?? [], now[kind] ?? []] as const;
    if (changes.has(kind) || isSame(...lists)) continue;
    // Nodes that only one trace entered meet their own assets.
    if (state.path !== null) state.ledger.fold(state.path);
    else reportManifest(state, kind, lists);
  }
}

type Lists = readonly [readonly string[], readonly string[]];

function reportKind(state: DiffState, { kind, change, lists }: { kind: string; change: KindChange; lists: Lists }): void {
  const signed = [...[...change.gone].map((id) => `-${id}`), ...[...change.fresh].map((id) => `+${id}`)];
  const cause = state.ledger.report({
    kind: "assets_changed",
    step: change.step,
    message: isSame(...lists) ? `step ${change.step} '${kind}' assets changed` : manifestMessage(kind),
    at: [kind, change.node, ...signed],
    expected: lists[0],
    actual: lists[1],
    detail: `${signed.join(", ")} at \`${change.node}\` (step ${change.step})`,
  });
  cause.folded += change.steps - 1;
}

function reportManifest(state: DiffState, kind: string, [expected, actual]: Lists): void {
  const gone = expected.filter((id) => !actual.includes(id)).map((id) => `-${id}`);
  const fresh = actual.filter((id) => !expected.includes(id)).map((id) => `+${id}`);
  const at = [kind, ...gone, ...fresh];
  const report = { kind: "assets_changed", step: null, message: manifestMessage(kind), at } as const;
  state.ledger.report({ ...report, expected, actual, detail: [...gone, ...fresh].join(", ") });
}

function manifestMessage(kind: string): string {
  return `asset manifest '${kind}' entries changed`;
}
