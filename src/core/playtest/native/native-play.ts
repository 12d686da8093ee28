import { assert } from "../../assert.ts";
import type { Dice, StoryPlay, StorySnapshot } from "../story/story.ts";
import type { Moment, Option, StepEffects } from "../story/moment.ts";
import type { Value, Values } from "../story/value.ts";
import { doBlock, NO_EFFECTS, tellBlock, type Block } from "./block.ts";
import { writeLiveKey, type LiveMap, type LiveMaps } from "./live-key.ts";
import { markStream, resumeAt, SCENE_STREAMS, startMachine, type Machine, type StreamMark } from "./machine.ts";
import { noMarks, withMark, type OnceMarks } from "./once-marks.ts";
import type { Program, ProgramChoice, ProgramNode } from "./program.ts";
import { maskOffered, restAt, stopAt, type Detail } from "./rest.ts";

/** A scene laid out for one pov and worldline, with all that its plays share. */
export interface OpenedProgram {
  readonly program: Program;
  readonly liveMaps: LiveMaps;
  /** Moments that never change, by node: of places where the state decides nothing. */
  readonly still: Readonly<Record<Detail, (Moment | undefined)[]>>;
  /** Moments of bare plays by node, then by which choices are offered (`maskOffered`). */
  readonly bare: (Map<number, Moment> | undefined)[];
}

export interface PlayStart {
  /** By slot. */
  readonly values: Value[];
  readonly seed: string;
  readonly detail: Detail;
  readonly dice: Dice | null;
  /** Names of variables. */
  readonly watched: readonly string[];
}

/** Plain JSON data. Values, marks and the moment are shared with the play, which never writes to what a snapshot holds. */
interface NativeSnapshot {
  readonly place: number;
  readonly values: Value[];
  readonly marks: OnceMarks;
  readonly streams: readonly StreamMark[];
  readonly moment: Moment;
}

/** A play of a scene. */
export class NativePlay implements StoryPlay {
  moment: Moment;
  readonly #opened: OpenedProgram;
  readonly #detail: Detail;
  readonly #still: (Moment | undefined)[];
  readonly #machine: Machine;
  readonly #rest: { readonly machine: Machine; readonly detail: Detail };
  readonly #startValues: readonly Value[];
  readonly #watched: readonly string[];
  #live: LiveMap | undefined;
  #node: ProgramNode;

  constructor(opened: OpenedProgram, { values, seed, detail, dice, watched }: PlayStart) {
    this.#opened = opened;
    this.#detail = detail;
    this.#still = opened.still[detail];
    this.#startValues = values;
    this.#watched = watched;
    this.#machine = startMachine({ seed, dice, values: values.slice(), marks: noMarks(opened.program.onceCount) });
    this.#rest = { machine: this.#machine, detail };
    this.#node = nodeAt(opened.program, opened.program.start);
    this.moment = this.#enter(this.#node);
  }

  choose(index: number): StepEffects {
    const option = this.moment.offered[index];
    if (option === undefined) throw new RangeError(`choose: no choice is offered at ${index}`);
    const choice = this.#choiceOf(option, index);
    const effects = this.#do(choice.block);
    if (choice.once >= 0) this.#machine.marks = withMark(this.#machine.marks, choice.once);
    const { why } = this.#machine;
    this.moment = why === null ? this.#enter(nodeAt(this.#opened.program, choice.to)) : stopAt(this.#node, NO_EFFECTS, why);
    return effects;
  }

  advance(): StepEffects {
    assert(this.moment.kind === "goto", "only a moment of kind goto goes on by itself");
    this.moment = this.#enter(nodeAt(this.#opened.program, this.#node.next));
    return NO_EFFECTS;
  }

  variables(): Values {
    const { variables } = this.#opened.program;
    return Object.fromEntries(variables.map(({ name, slot }) => [name, this.#machine.values[slot] as Value]));
  }

  snapshot(): StorySnapshot {
    this.#machine.isShared = true;
    const snapshot: NativeSnapshot = {
      place: this.#node.place,
      values: this.#machine.values,
      marks: this.#machine.marks,
      streams: SCENE_STREAMS.map((name) => markStream(this.#machine, name)),
      moment: this.moment,
    };
    return snapshot;
  }

  restore(snapshot: StorySnapshot): void {
    const { place, values, marks, streams, moment } = snapshot as NativeSnapshot;
    this.#machine.values = values;
    this.#machine.isShared = true;
    this.#machine.why = null;
    for (const [index, name] of SCENE_STREAMS.entries()) resumeAt(this.#machine, name, streams[index] ?? null);
    this.#machine.marks = marks;
    this.#node = nodeAt(this.#opened.program, place);
    this.moment = moment;
  }

  liveKey(): string {
    const live = (this.#live ??= this.#openLive());
    return writeLiveKey(live, { node: this.#node, moment: this.moment, machine: this.#machine });
  }

  #openLive(): LiveMap {
    const { liveMaps, program } = this.#opened;
    const watched = program.variables.filter(({ name }) => this.#watched.includes(name)).map(({ slot }) => slot);
    return liveMaps.of(this.#startValues, watched);
  }

  /** A restored moment has options of its own, so they are told apart by their ids. */
  #choiceOf({ id }: Option, index: number): ProgramChoice {
    const { choices } = this.#node;
    const same = choices[index] as ProgramChoice;
    return same.option.id === id ? same : (choices.find(({ option }) => option.id === id) as ProgramChoice);
  }

  #enter(node: ProgramNode): Moment {
    this.#node = node;
    const effects = this.#do(node.entry);
    if (this.#machine.why !== null) return stopAt(node, effects, this.#machine.why);
    if (this.#detail === "bare") return this.#restBare(node);
    const isStill = node.isFixed && (effects === node.entry.still || this.#detail === "coverage");
    if (!isStill) return restAt(node, effects, this.#rest);
    return (this.#still[node.place] ??= Object.freeze(restAt(node, effects, this.#rest)));
  }

  /** Where only what is offered is told, a node that offers the same has the same moment; but why it is a dead end may differ. */
  #restBare(node: ProgramNode): Moment {
    if (node.isFixed) return (this.#still[node.place] ??= Object.freeze(restAt(node, NO_EFFECTS, this.#rest)));
    const mask = maskOffered(node, this.#machine);
    if (mask === 0) return restAt(node, NO_EFFECTS, this.#rest);
    const byMask = (this.#opened.bare[node.place] ??= new Map<number, Moment>());
    let moment = byMask.get(mask);
    if (moment === undefined) byMask.set(mask, (moment = Object.freeze(restAt(node, NO_EFFECTS, this.#rest))));
    return moment;
  }

  #do(block: Block): StepEffects {
    if (this.#detail === "all") return tellBlock(this.#machine, block);
    doBlock(this.#machine, block);
    return NO_EFFECTS;
  }
}

function nodeAt({ nodes }: Program, place: number): ProgramNode {
  return nodes[place] as ProgramNode;
}
