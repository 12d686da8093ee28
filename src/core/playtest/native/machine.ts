import { openStream, resumeStream, type RandomStream, type StreamState } from "../../canonical/random.ts";
import type { Change, Draw } from "../story/moment.ts";
import type { Dice } from "../story/story.ts";
import type { Value } from "../story/value.ts";
import type { OnceMarks } from "./once-marks.ts";
import { isSameValue, limitNumber, refuseValue, type Variable } from "./variable.ts";

/** The random streams that a scene's actions draw from, in the order in which snapshots and live keys name them. */
export const SCENE_STREAMS = ["story", "battle", "loot"] as const;

export type SceneStream = (typeof SCENE_STREAMS)[number];

/** What actions change: the part of a play that moves on besides the place. */
export interface Machine {
  readonly seed: string;
  /** Says what is drawn, instead of the streams; null where they do. */
  readonly dice: Dice | null;
  /** By slot. Replaced, never written to, while `isShared`. */
  values: Value[];
  /** A snapshot holds `values` too. */
  isShared: boolean;
  /** Which of the choices that are offered once were taken. */
  marks: OnceMarks;
  /** Opened by the first draw: most plays draw from few of them. */
  readonly streams: Record<SceneStream, RandomStream | null>;
  /** How many values were drawn from each. */
  readonly drawn: Record<SceneStream, number>;
  /** Where changes and draws are told; null where nobody asks. */
  sets: Change[] | null;
  draws: Draw[] | null;
  /** Why the last action could not be done; null while all is well. */
  why: string | null;
}

/** A variable that an action gives values, and what the action is called: as in `Change.by`. */
export interface Target {
  readonly variable: Variable;
  readonly by: string;
}

/** Where an action draws, and what the action is called: as in `Draw.by`. */
export interface Source {
  readonly stream: SceneStream;
  readonly by: string;
}

export function startMachine(start: Pick<Machine, "seed" | "dice" | "values" | "marks">): Machine {
  return {
    ...start,
    isShared: false,
    streams: { story: null, battle: null, loot: null },
    drawn: { story: 0, battle: 0, loot: 0 },
    sets: null,
    draws: null,
    why: null,
  };
}

/** Gives a variable a value that it can hold. */
export function write(machine: Machine, { variable, by }: Target, value: Value): void {
  const old = machine.values[variable.slot] as Value;
  if (old === value) return;
  if (machine.isShared) {
    machine.values = machine.values.slice();
    machine.isShared = false;
  }
  machine.values[variable.slot] = value;
  if (machine.sets !== null && !isSameValue(old, value)) machine.sets.push({ name: variable.name, old, new: value, by });
}

/** Gives a variable a number, within its limits; the machine stops where it cannot hold it. */
export function writeNumber(machine: Machine, target: Target, value: number): void {
  const { variable } = target;
  // Adding 0 turns -0 into 0, as in `plainValue`.
  const limited = limitNumber(variable, value) + 0;
  const refused = refuseValue(variable, limited);
  if (refused === undefined) write(machine, target, limited);
  else machine.why = `\`${variable.name}\` would become ${limited} and ${refused}`;
}

/** Draws one number from [1, sides]. */
export function drawDie(machine: Machine, source: Source, sides: number): number {
  const face = (machine.dice === null ? streamOf(machine, source.stream).nextBelow(sides) : machine.dice(sides)) + 1;
  noteDraw(machine, source, face);
  return face;
}

export function noteDraw(machine: Machine, { stream, by }: Source, value: number): void {
  const n = machine.drawn[stream];
  machine.drawn[stream] = n + 1;
  if (machine.draws !== null) machine.draws.push({ stream, n, value, by });
}

export function streamOf(machine: Machine, name: SceneStream): RandomStream {
  return (machine.streams[name] ??= openStream(machine.seed, name));
}

/** Where a stream stands, and how many values came out of it; null while none did, whether it is open or not. */
export type StreamMark = readonly [StreamState, number] | null;

export function markStream(machine: Machine, name: SceneStream): StreamMark {
  const stream = machine.streams[name];
  return stream === null || machine.drawn[name] === 0 ? null : [stream.state(), machine.drawn[name]];
}

export function resumeAt(machine: Machine, name: SceneStream, mark: StreamMark): void {
  machine.streams[name] = mark === null ? null : resumeStream(mark[0]);
  machine.drawn[name] = mark === null ? 0 : mark[1];
}
