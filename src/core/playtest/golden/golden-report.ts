import { byKey } from "../../canonical/order.ts";
import { combineExitCodes } from "../../errors.ts";
import { type CauseGroup, groupCauses } from "../../trace/cause.ts";
import type { CauseKind } from "../diff/cause-kinds.ts";
import type { GoldenVerdict } from "./judge-golden.ts";
import { pairRenames, type GoldenBody } from "./pair-renames.ts";

/** Which play a golden stands for. */
export interface GoldenCell {
  /** Its path inside the folder of goldens, e.g. `mira/choice/harbor.seed5.trace.jsonl`. */
  readonly golden: string;
  readonly suite: string | null;
  readonly pov: string | null;
  readonly category: string;
  /** The story's id, and the seed where the suite gives one, e.g. `harbor.seed5`. */
  readonly case: string;
}

/** What tells whether a play still goes as it was shown. */
interface SeenPlay {
  /** The digest of the play as it went. */
  readonly play: string;
}

/** A play that goes another way than its golden. */
export type ChangedGolden = GoldenCell & SeenPlay & Omit<Extract<GoldenVerdict, { readonly kind: "changed" }>, "kind">;

/** A play that has no golden. */
export interface MissingGolden extends GoldenCell, SeenPlay {
  /** The obsolete golden that says the same: the play was renamed. Null where there is none. */
  readonly renamedFrom: string | null;
}

/** A golden that no play of the suites stands for. */
export interface ObsoleteGolden {
  readonly golden: string;
  readonly renamedTo: string | null;
}

/** A golden that cannot be read. */
export interface DamagedGolden extends SeenPlay {
  readonly golden: string;
  readonly message: string;
  /** From 1; null where no line is at fault. */
  readonly line: number | null;
}

/** How the plays of suites stand beside their goldens. Each list is sorted by golden. */
export interface GoldenReport {
  /** Everything is as it was. */
  readonly ok: boolean;
  readonly changed: readonly ChangedGolden[];
  readonly missing: readonly MissingGolden[];
  readonly obsolete: readonly ObsoleteGolden[];
  readonly damaged: readonly DamagedGolden[];
  readonly unchanged: number;
  /** Causes of all changed goldens; the one that moved most first. */
  readonly groups: readonly CauseGroup<CauseKind>[];
  readonly warnings: readonly string[];
}

/** What was found, golden by golden. */
export interface GoldenFindings {
  readonly judged: readonly (SeenPlay & { readonly cell: GoldenCell; readonly verdict: GoldenVerdict })[];
  readonly missing: readonly (SeenPlay & { readonly cell: GoldenCell; readonly body: GoldenBody })[];
  readonly obsolete: readonly { readonly golden: string; readonly body: GoldenBody | null }[];
  readonly warnings: readonly string[];
}

/** Puts together what was found. Source: SPEC.md GD3-GD6. */
export function assembleReport({ judged, missing, obsolete, warnings }: GoldenFindings): GoldenReport {
  const renames = pairRenames(
    missing.map(({ cell, body }) => ({ golden: cell.golden, body })),
    obsolete,
  );
  const changed = judged.flatMap(({ cell, play, verdict }): ChangedGolden[] => {
    if (verdict.kind !== "changed") return [];
    const { kind: _kind, ...rest } = verdict;
    return [{ ...cell, ...rest, play }];
  });
  const damaged = judged.flatMap(({ cell: { golden }, play, verdict }): DamagedGolden[] =>
    verdict.kind === "damaged" ? [{ golden, message: verdict.message, line: verdict.line, play }] : [],
  );
  const unchanged = judged.length - changed.length - damaged.length;
  return {
    ok: changed.length + damaged.length + missing.length + obsolete.length === 0,
    changed: sorted(changed),
    missing: sorted(missing.map(({ cell, play }) => ({ ...cell, renamedFrom: renames.from.get(cell.golden) ?? null, play }))),
    obsolete: sorted(obsolete.map(({ golden }) => ({ golden, renamedTo: renames.to.get(golden) ?? null }))),
    damaged: sorted(damaged),
    unchanged,
    groups: groupCauses(changed.map(({ golden, causes }) => ({ name: golden, causes }))),
    warnings,
  };
}

function sorted<T extends { readonly golden: string }>(list: readonly T[]): T[] {
  return list.toSorted(byKey(({ golden }) => golden));
}

/** The digest of each play that a report shows, by golden: what a person saw who goes by it. */
export function playsIn({ changed, missing, damaged }: GoldenReport): Readonly<Record<string, string>> {
  return Object.fromEntries([...changed, ...missing, ...damaged].map(({ golden, play }) => [golden, play]));
}

/** 1 where anything changed, else 5 where a golden is missing, obsolete or damaged, else 0. Source: architecture, Errors. */
export function exitCodeOfReport({ changed, missing, obsolete, damaged }: GoldenReport): number {
  const isIncomplete = missing.length + obsolete.length + damaged.length > 0;
  return combineExitCodes([changed.length > 0 ? 1 : 0, isIncomplete ? 5 : 0]);
}
