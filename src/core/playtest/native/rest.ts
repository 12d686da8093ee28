import type { FailedCondition, Moment, MomentEnd, Option, Refusal, StepEffects } from "../story/moment.ts";
import type { PlayOptions } from "../story/story.ts";
import { explain, holds } from "./condition-test.ts";
import { wordLeaf } from "./condition-tree.ts";
import type { Machine } from "./machine.ts";
import { isMarked } from "./once-marks.ts";
import type { ProgramChoice, ProgramNode } from "./program.ts";

export type Detail = PlayOptions["detail"];

const NONE: readonly never[] = Object.freeze([]);

/** Where a play comes to rest in a node whose entry told `effects`. */
export function restAt(node: ProgramNode, effects: StepEffects, { machine, detail }: Rest): Moment {
  const isTold = detail !== "bare";
  const tests: number[] | null = isTold && node.hasTests ? [] : null;
  const offered = offeredBy(node, machine, tests);
  const end = node.kind === "choice" && offered.length === 0 ? deadEnd(node, machine) : node.end;
  return {
    node: node.id,
    kind: end === null ? node.kind : "end",
    lines: detail === "all" ? node.lines : NONE,
    offered,
    refused: isTold && offered !== node.options ? refusedBy(node, offered, machine) : NONE,
    tests: tests ?? NONE,
    end,
    draws: effects.draws,
    sets: effects.sets,
    assets: effects.assets,
    emits: effects.emits,
  };
}

/** What comes to rest, and how much of it is told. */
interface Rest {
  readonly machine: Machine;
  readonly detail: Detail;
}

/** Where a play comes to rest when an action could not be done. */
export function stopAt(node: ProgramNode, effects: StepEffects, why: string): Moment {
  const nothing = { lines: NONE, offered: NONE, refused: NONE, tests: NONE };
  return { node: node.id, kind: "end", ...nothing, end: { outcome: "error", why }, ...effects };
}

/** Choices are judged by pov, then once, then condition. Where all are offered, it is the node's own list. */
function offeredBy({ choices, options }: ProgramNode, machine: Machine, tests: number[] | null): readonly Option[] {
  let offered: Option[] | null = null;
  for (let place = 0; place < choices.length; place += 1) {
    const choice = choices[place] as ProgramChoice;
    if (!isOffered(choice, machine, tests)) offered ??= options.slice(0, place);
    else if (offered !== null) offered.push(choice.option);
  }
  return offered ?? options;
}

/** Bits of a small integer: nodes with more choices are judged, but not remembered. */
const MOST_BITS = 30;

/** Which choices are offered, as bits; 0 where none is, or where there are too many to tell so. */
export function maskOffered({ choices }: ProgramNode, machine: Machine): number {
  if (choices.length > MOST_BITS) return 0;
  let mask = 0;
  for (let place = 0; place < choices.length; place += 1) {
    if (isOffered(choices[place] as ProgramChoice, machine, null)) mask |= 1 << place;
  }
  return mask;
}

function isOffered({ refused, once, test }: ProgramChoice, { values, marks }: Machine, tests: number[] | null): boolean {
  if (refused !== null) return false;
  if (once >= 0 && isMarked(marks, once)) return false;
  return test === null || holds(test, values, tests);
}

/** `offered` has its choices in the node's order. */
function refusedBy({ choices }: ProgramNode, offered: readonly Option[], machine: Machine): readonly Refusal[] {
  const refused: Refusal[] = [];
  let next = 0;
  for (const choice of choices) {
    if (offered[next] === choice.option) next += 1;
    else refused.push(refuse(choice, machine));
  }
  return refused;
}

/** Why a choice that is not offered is not. */
function refuse(choice: ProgramChoice, { values, marks }: Machine): Refusal {
  if (choice.refused !== null) return choice.refused;
  const { id, text } = choice.option;
  if (choice.test === null || (choice.once >= 0 && isMarked(marks, choice.once))) return { id, text, failed: ONCE };
  return { id, text, failed: explain(choice.test, values) };
}

const ONCE: FailedCondition = Object.freeze({ kind: "once" });

function deadEnd(node: ProgramNode, machine: Machine): MomentEnd {
  if (node.choices.length === 0) return { outcome: "dead_end", why: "it has no choices, no goto and no end" };
  const reasons = node.choices.map((choice) => wordRefusal(refuse(choice, machine)));
  return { outcome: "dead_end", why: `no choice is offered: ${reasons.join("; ")}` };
}

/** One refused choice in words, e.g. "`board` needs `lamp eq true` and it is false". */
function wordRefusal({ id, failed }: Refusal): string {
  switch (failed.kind) {
    case "once":
      return `\`${id}\` was taken before`;
    case "pov":
      return `\`${id}\` is for ${failed.visibleTo.map((pov) => `\`${pov}\``).join(", ")}`;
    case "hidden_condition":
      return `\`${id}\` needs what never holds`;
    case "condition":
      return `\`${id}\` needs \`${wordLeaf(failed)}\` and it is ${JSON.stringify(failed.actual)}`;
  }
}
