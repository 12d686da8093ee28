import type { Scenario } from "../scenario/scenario.ts";
import { passHatK } from "./pass-at-k.ts";
import { reaches } from "./reaches.ts";
import type { TrialResult } from "./scenario-report.ts";
import { wilson } from "./wilson.ts";

/** What a gate looks at: trials that were judged, how many of them passed, and what their scores sum up to. */
export interface Tally {
  readonly judged: number;
  readonly passed: number;
  readonly scores: number;
}

/** One thing that a gate asks for, and whether the trials show it. */
export interface GatePart {
  readonly holds: boolean;
  /** With the figures, e.g. `pass rate 0.7, at least 0.8 asked`. */
  readonly why: string;
}

export type Gated = Pick<Scenario, "gate" | "threshold">;

/** Counts the trials that were judged: those of which nobody knows are left out. */
export function tallyOf(results: readonly TrialResult[]): Tally {
  const judged = results.filter(({ status }) => status !== "infra_error");
  return {
    judged: judged.length,
    passed: judged.filter(({ status }) => status === "passed").length,
    scores: judged.reduce((sum, { score }) => sum + (score ?? 0), 0),
  };
}

/** The tally if so many more trials were judged and all passed in full. No other way to go on makes any part of a gate easier. */
export function withPasses({ judged, passed, scores }: Tally, more: number): Tally {
  return { judged: judged + more, passed: passed + more, scores: scores + more };
}

/**
 * Whether trials meet a scenario's gate, part by part; they meet it where all parts hold. A gate that asks for nothing, or
 * none at all, asks that the mean score reaches the threshold (the seed's gate).
 *
 * Source: SPEC.md VD8 to VD10.
 */
export function checkGate({ gate, threshold }: Gated, tally: Tally): readonly GatePart[] {
  if (tally.judged === 0) return [{ holds: false, why: "no trial was judged" }];
  const parts: GatePart[] = [];
  if (gate?.minScore != null) parts.push(checkMean(tally, gate.minScore));
  if (gate?.minRate != null) parts.push(checkRate(tally, gate.minRate));
  if (gate?.minLowerBound != null) parts.push(checkLowerBound(tally, gate.minLowerBound));
  if (gate?.passHatK != null) parts.push(checkPassHatK(tally, gate.passHatK));
  return parts.length > 0 ? parts : [checkMean(tally, threshold)];
}

function checkMean({ scores, judged }: Tally, least: number): GatePart {
  return checkFigure("mean score", scores / judged, least);
}

function checkRate({ passed, judged }: Tally, least: number): GatePart {
  return checkFigure("pass rate", passed / judged, least);
}

function checkLowerBound({ passed, judged }: Tally, least: number): GatePart {
  return checkFigure("lower bound of the pass rate (95 %)", wilson(passed, judged)?.[0] ?? 0, least);
}

function checkPassHatK({ passed, judged }: Tally, { k, min }: { readonly k: number; readonly min: number }): GatePart {
  const chance = passHatK(passed, judged, k);
  if (chance === null) return { holds: false, why: `pass^${k} needs ${k} judged trials, and there are ${judged}` };
  return checkFigure(`pass^${k}`, chance, min);
}

function checkFigure(name: string, figure: number, least: number): GatePart {
  return { holds: reaches(figure, least), why: `${name} ${showFigure(figure, least)}, at least ${least} asked` };
}

/** Three digits, more only where they would read like the limit that is missed. */
function showFigure(figure: number, least: number): string {
  const shown = Number(figure.toFixed(3));
  return String(shown === least ? Number(figure.toFixed(9)) : shown);
}
