import { nextUint32, seedRandom } from "../small-random.ts";

const WORDS = (
  "the a one harbour lantern tide rope keeper bell gull stair cellar letter key boat stone window candle door rain " +
  "waits turns holds opens answers follows remembers breaks under over behind beside before after slowly again never still"
).split(" ");

/** Sentences of made-up stories: plausible in length and letters, and the same in every run. */
export class WordSource {
  #state: number;

  constructor(seed: number) {
    this.#state = seedRandom(seed);
  }

  /** An integer in [0, bound - 1]. */
  below(bound: number): number {
    this.#state = nextUint32(this.#state);
    return this.#state % bound;
  }

  /** Of so many words, with a full stop. */
  sentence(words: number): string {
    const text = Array.from({ length: words }, () => WORDS[this.below(WORDS.length)]).join(" ");
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  }
}
