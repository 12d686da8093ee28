import type { AlignedPair } from "../../trace/cause.ts";
import type { PlaytestStep, PlaytestTrace } from "../record/playtest-trace.ts";
import type { FailedCondition } from "../story/moment.ts";
import type { Value } from "../story/value.ts";
import { openLedger } from "../../trace/ledger.ts";
import type { Ledger, OpenCause } from "./ledger.ts";

/** An action that set a variable. */
export interface Writer {
  readonly step: number;
  readonly node: string;
  /** As in `Change.by`. */
  readonly by: string;
}

/** Why a variable holds different values: the cause, and how it reads after the variable's name. */
export interface Taint {
  readonly cause: OpenCause;
  /** E.g. "is not set by do.0 of `quay` (step 3)". */
  readonly why: string;
}

/** A trace as it is compared: what the rules look past is out of it. */
export interface DiffInput {
  readonly trace: PlaytestTrace;
  /** The worldline that was asked for; the header has the one that was played. */
  readonly configWorldline: string | null;
}

/** One of the two traces, as far as it has been walked. */
export interface Side extends DiffInput {
  readonly values: Map<string, Value>;
  /** Draws made, by stream. */
  readonly draws: Map<string, number>;
}

/** What is known while two traces are walked side by side, and what explains where they differ by now. */
export interface DiffState {
  readonly expected: Side;
  readonly actual: Side;
  readonly ledger: Ledger;
  /** An ink story's texts, choices and ways may depend on all that differs; a scene says what depends on what. */
  readonly isInk: boolean;
  /** By variable that holds different values now: why. */
  readonly tainted: Map<string, Taint>;
  /** By random stream that stands at different places now: why. */
  readonly streams: Map<string, OpenCause>;
  /** Causes that tell already which choice they flip. */
  readonly toldFlips: Set<OpenCause>;
  /** Why other values are drawn and other choices taken from the start. */
  random: OpenCause | null;
  policy: OpenCause | null;
  /** Why the ways parted last; null while they never did. */
  path: OpenCause | null;
  firstDivergence: AlignedPair | null;
}

/** Two steps that stand for each other, while they are compared. */
export interface StepPair {
  readonly expected: PlaytestStep;
  readonly actual: PlaytestStep;
  /** Number of the step in messages: as the expected trace counts. */
  readonly step: number;
  readonly node: string;
  /** By choice: why it is offered in one trace and not in the other. */
  readonly choiceCauses: Map<string, OpenCause>;
  /** By action: why it drew other values. */
  readonly actionCauses: Map<string, OpenCause>;
  /** What the step's own actions do differently, where that was found to be a cause. */
  ownCause: OpenCause | null;
  /** In words: what is done by other actions than before, with the same result. */
  readonly otherActions: string[];
  /** Why another choice was taken; null where the same one was. */
  taken: OpenCause | null;
}

/** Whether two actions are one: the actions of a choice keep their places when it gets another id, which is told by itself. */
export function isSameAction({ expected, actual }: StepPair, [before, now]: readonly [string, string]): boolean {
  if (before === now) return true;
  const [ofBefore, ofNow] = [`${expected.chose ?? ""}/`, `${actual.chose ?? ""}/`];
  return before.startsWith(ofBefore) && now.startsWith(ofNow) && before.slice(ofBefore.length) === now.slice(ofNow.length);
}

/** A choice of a step, offered or refused. */
export interface StepChoice {
  readonly id: string;
  readonly text: string;
  /** Null where it is offered. */
  readonly failed: FailedCondition | null;
}

/** Opens the state at the start of both traces. */
export function openState(expected: DiffInput, actual: DiffInput): DiffState {
  return {
    expected: openSide(expected),
    actual: openSide(actual),
    ledger: openLedger(),
    isInk: actual.trace.header.story.kind === "ink",
    tainted: new Map(),
    streams: new Map(),
    toldFlips: new Set(),
    random: null,
    policy: null,
    path: null,
    firstDivergence: null,
  };
}

function openSide(input: DiffInput): Side {
  const values = new Map(Object.entries(input.trace.header.initial.variables));
  return { ...input, values, draws: new Map() };
}

/** The youngest cause that could explain whatever depends on the state of the play; undefined while all is equal. */
export function latestCause(state: DiffState): OpenCause | undefined {
  return [...state.tainted.values()].at(-1)?.cause ?? state.path ?? undefined;
}

/** Marks a variable as different because of a cause. */
export function taint(state: DiffState, name: string, reason: Taint): void {
  // Set anew, so that the youngest stands last.
  state.tainted.delete(name);
  state.tainted.set(name, reason);
}
