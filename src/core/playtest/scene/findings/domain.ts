import type { Value } from "../../story/value.ts";
import type { SceneVariable } from "../scene.ts";

/** Guess: what authors count one by one stays below this; more values are kept as the range that they lie in. */
const MAX_LISTED = 64;

/** A text that no file can hold: it stands for all texts that nothing names. */
const UNNAMED = "\0";

/**
 * What a variable can hold in any play: single values, or for numbers a range. It only ever grows, and it may name more than
 * plays can reach, never less.
 */
export class Domain {
  readonly #variable: SceneVariable;
  readonly #min: number;
  readonly #max: number;
  /** By their JSON text; null once they are too many to list. */
  #listed: Map<string, Value> | null = new Map();
  #low = Infinity;
  #high = -Infinity;
  #canBeNothing = false;

  constructor(variable: SceneVariable) {
    this.#variable = variable;
    this.#min = variable.min ?? Number.MIN_SAFE_INTEGER;
    this.#max = variable.max ?? Number.MAX_SAFE_INTEGER;
  }

  /** Adds all that the variable can hold. */
  addAny(): void {
    const { type, values } = this.#variable;
    this.#canBeNothing = true;
    if (values !== undefined) this.#list(values);
    else if (type === "boolean") for (const value of [false, true]) this.add(value);
    else if (type === "integer" || type === "number") this.addRange(this.#min, this.#max);
    else this.#listed = null;
  }

  /** Adds one value; numbers stop at the variable's bounds. Returns whether that was news, as all that add do. */
  add(value: Value): boolean {
    if (value === null) {
      const isNews = !this.#canBeNothing;
      this.#canBeNothing = true;
      return isNews;
    }
    if (typeof value === "number") return this.addRange(value, value);
    return this.#list([value]);
  }

  /** Adds a number or a range; of a whole-number variable, the whole numbers in it. */
  addRange(low: number, high: number): boolean {
    const [from, to] = [this.#clamp(low), this.#clamp(high)];
    const { type, values } = this.#variable;
    // An action that gives a variable none of its values ends the play with an error.
    if (values !== undefined)
      return this.#list(values.filter((value) => typeof value === "number" && value >= from && value <= to));
    const count = from === to ? 1 : type === "integer" ? to - from + 1 : Infinity;
    const listed = count > MAX_LISTED ? [] : Array.from({ length: count }, (_, index) => from + index);
    const isNews = this.#listed === null ? from < this.#low || to > this.#high : count > MAX_LISTED || this.#list(listed);
    if (count > MAX_LISTED || (this.#listed?.size ?? 0) > MAX_LISTED) this.#listed = null;
    this.#low = Math.min(this.#low, from);
    this.#high = Math.max(this.#high, to);
    return isNews;
  }

  #list(values: readonly Value[]): boolean {
    const listed = this.#listed;
    if (listed === null) return false;
    const before = listed.size;
    for (const value of values) {
      listed.set(JSON.stringify(value), value);
      if (typeof value !== "number") continue;
      this.#low = Math.min(this.#low, value);
      this.#high = Math.max(this.#high, value);
    }
    return listed.size > before;
  }

  /** Adds what counting can lead to: where the numbers are not listed any more, all up to the bound that way. */
  addCounted(low: number, high: number): boolean {
    if (this.#listed !== null) return this.addRange(low, high);
    return this.addRange(low < this.#low ? this.#min : low, high > this.#high ? this.#max : high);
  }

  /** The numbers in it as a range; null where it holds none. */
  range(): { readonly low: number; readonly high: number } | null {
    return this.#low > this.#high ? null : { low: this.#low, high: this.#high };
  }

  /** Adds what becomes of each number when `amount` is added. */
  addShifted(amount: number): boolean {
    const range = this.range();
    if (range === null) return false;
    if (this.#listed === null) return this.addCounted(range.low + amount, range.high + amount);
    const numbers = [...this.#listed.values()].filter((value) => typeof value === "number");
    return numbers.map((number) => this.addCounted(number + amount, number + amount)).some(Boolean);
  }

  /**
   * Values that stand for all it can hold, where it is only compared with `constants`: whatever holds for one value that it
   * can hold also holds for one of these.
   */
  samples(constants: readonly Value[]): Value[] {
    const nothing = this.#canBeNothing ? [null] : [];
    if (this.#listed !== null) return [...nothing, ...this.#listed.values()];
    const { type } = this.#variable;
    if (type === "string") return [...nothing, ...constants.filter((each) => typeof each === "string"), UNNAMED];
    if (type === "list") return [...nothing, ...constants.filter((each) => Array.isArray(each)), [UNNAMED]];
    return [...nothing, ...this.#numbersAround(constants.filter((each) => typeof each === "number"))];
  }

  /** What it can hold, for people. */
  describe(): string {
    if (this.#listed === null) {
      const range = this.range();
      return range === null ? "any value" : `numbers from ${range.low} to ${range.high}`;
    }
    const shown = this.samples([]).map((value) => `\`${JSON.stringify(value)}\``);
    return shown.length > MAX_SHOWN
      ? `${shown.slice(0, MAX_SHOWN).join(", ")} and ${shown.length - MAX_SHOWN} more`
      : shown.join(", ");
  }

  /** The constants within the range, its ends, and a number on either side of each: one for every stretch between. */
  #numbersAround(constants: readonly number[]): number[] {
    const within = [...constants, this.#low, this.#high].toSorted((a, b) => a - b);
    const isWhole = this.#variable.type === "integer";
    const between = within.flatMap((number, index) => {
      const next = within[index + 1] ?? number;
      return isWhole ? [Math.floor(number) + 1, Math.ceil(number) - 1] : [(number + next) / 2];
    });
    return [...within, ...between].filter(
      (number) => number >= this.#low && number <= this.#high && (!isWhole || Number.isInteger(number)),
    );
  }

  #clamp(number: number): number {
    return Math.min(Math.max(number, this.#min), this.#max);
  }
}

const MAX_SHOWN = 6;
