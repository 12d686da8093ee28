import type { InkList } from "inkjs/engine/InkList";
import type { InkObject } from "inkjs/engine/Object";
import type { Dice } from "../../core/playtest/story/story.ts";
import { inkNumber } from "./engine.ts";
import { isValue, VALUE, valueKindOf } from "./ink-objects.ts";
import type { Mark } from "./mark-code.ts";
import { SteppedStory } from "./stepped-story.ts";

/** The multiplier and the modulus of the engine's generator (`PRNG`, inkjs 2.4). */
const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;

/** Parts of shuffles that were told in the present round, by the path of the shuffle. */
type Shuffles = ReadonlyMap<string, readonly number[]>;

/**
 * A story whose draws may be handed in. The engine draws ahead and takes back, so an outcome that was asked for is
 * remembered until its line is read. Where the story seeds its generator itself, what it draws is decided, and nobody is asked.
 */
export class DicedStory extends SteppedStory {
  #dice: Dice | null = null;
  #seed = 0;
  #shuffles: Shuffles = new Map();
  #rolled: number[] = [];
  #next = 0;
  #mark: { readonly next: number; readonly shuffles: Shuffles } | null = null;

  /** To be called where a play begins. @param dice  Null: the engine draws by the seed. */
  seedDraws(seed: number, dice: Dice | null): void {
    this.#dice = dice;
    this.#seed = seed;
    this.#shuffles = new Map();
    this.state.storySeed = seed;
  }

  /** The whole state as text. */
  save(): string {
    return `${JSON.stringify([this.#seed, [...this.#shuffles]])}\n${this.state.ToJson()}`;
  }

  load(saved: string): void {
    const end = saved.indexOf("\n");
    const [seed, shuffles] = JSON.parse(saved.slice(0, end)) as [number, [string, number[]][]];
    this.#seed = seed;
    this.#shuffles = new Map(shuffles);
    this.state.LoadJson(saved.slice(end + 1));
  }

  /** What can still be drawn depends on this. */
  wordDraws(): string {
    const { storySeed, previousRandom } = this.state;
    return JSON.stringify([storySeed, previousRandom, [...this.#shuffles].toSorted(([one], [other]) => (one < other ? -1 : 1))]);
  }

  protected get isDiced(): boolean {
    return this.#dice !== null && this.state.storySeed === this.#seed;
  }

  /** What was asked for is not asked again while a page is read. */
  protected forgetRolls(): void {
    this.#rolled = [];
    this.#next = 0;
  }

  protected override perform(object: InkObject, mark: Mark): boolean {
    if (mark.watch === "random" && this.isDiced && this.#rollNumber()) return true;
    if (mark.watch !== "list_random" || !this.isDiced) return super.perform(object, mark);
    const { state } = this;
    const list = state.PeekEvaluationStack();
    const size = isValue(list) && valueKindOf(list) === VALUE.list ? (list.valueObject as InkList).size : 0;
    if (size > 0) state.previousRandom = seedFor(this.#roll(size), size) - state.storySeed;
    const result = super.perform(object, mark);
    state.previousRandom = 0;
    return result;
  }

  override NextSequenceShuffleIndex(): number {
    const { state } = this;
    const { container } = state.currentPointer;
    if (!this.isDiced || container === null) return super.NextSequenceShuffleIndex();
    const [length, count] = [numberOf(state.PopEvaluationStack()), numberOf(state.PopEvaluationStack())];
    const path = String(container.path);
    const told = count % length === 0 ? [] : (this.#shuffles.get(path) ?? []);
    const left = Array.from({ length }, (_, part) => part).filter((part) => !told.includes(part));
    const part = left[this.#roll(left.length)] ?? 0;
    // A round that is over is as good as none.
    const next = left.length === 1 ? [] : [...told, part].toSorted((one, other) => one - other);
    this.#shuffles = new Map([...this.#shuffles].filter(([other]) => other !== path));
    if (next.length > 0) this.#shuffles = new Map([...this.#shuffles, [path, next]]);
    return part;
  }

  override StateSnapshot(): void {
    this.#mark = { next: this.#next, shuffles: this.#shuffles };
    super.StateSnapshot();
  }

  override RestoreStateSnapshot(): void {
    super.RestoreStateSnapshot();
    if (this.#mark === null) return;
    this.#next = this.#mark.next;
    this.#shuffles = this.#mark.shuffles;
  }

  /** `RANDOM` of two whole numbers; false where the engine is to say what is wrong with them. */
  #rollNumber(): boolean {
    const { state } = this;
    const [low, high] = state.evaluationStack.slice(-2);
    if (valueKindOf(low) !== VALUE.int || valueKindOf(high) !== VALUE.int) return false;
    const [least, most] = [numberOf(low), numberOf(high)];
    if (most < least) return false;
    state.PopEvaluationStack();
    state.PopEvaluationStack();
    state.PushEvaluationStack(inkNumber(least + this.#roll(most - least + 1)));
    return true;
  }

  #roll(outcomes: number): number {
    const outcome = this.#rolled[this.#next] ?? this.#dice?.(outcomes) ?? 0;
    this.#rolled[this.#next] = outcome;
    this.#next += 1;
    return outcome;
  }
}

function numberOf(object: InkObject | undefined): number {
  return isValue(object) ? Number(object.valueObject) : 0;
}

/** A seed with which the engine takes this item of a list: it takes no list's item by any other way. */
function seedFor(item: number, size: number): number {
  let seed = 1;
  while (((seed * MULTIPLIER) % MODULUS) % size !== item) seed += 1;
  return seed;
}
