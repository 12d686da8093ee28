import type { PlaceOf } from "../../authored/parse-tree.ts";
import { limitProblems } from "../../authored/problem-order.ts";
import type { Path } from "../../authored/source-tree.ts";
import { type FailureCode, formatPlace, type Place, type Problem } from "../../errors.ts";

interface Finding {
  readonly hint: string;
  readonly code?: FailureCode;
  /** Where the same name stood before. */
  readonly first?: Path;
}

/** Collects what is wrong with a scenario of the right shape, each thing at its place. */
export class Findings {
  readonly #placeOf: PlaceOf;
  readonly #problems: Problem[] = [];
  readonly #warnings: Problem[] = [];

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  /** Something that keeps the scenario from being run. */
  refuse(path: Path, message: string, finding: Finding): void {
    this.#problems.push(this.#problemOf(path, message, finding));
  }

  /** Something that is probably not meant, and can be run. */
  warn(path: Path, message: string, finding: Finding): void {
    this.#warnings.push(this.#problemOf(path, message, finding));
  }

  placeOf(path: Path): Place {
    return this.#placeOf(path);
  }

  /** In order of place. */
  get problems(): readonly Problem[] {
    return limitProblems(this.#problems);
  }

  get warnings(): readonly Problem[] {
    return limitProblems(this.#warnings);
  }

  #problemOf(path: Path, message: string, { hint, code = "INPUT_INVALID", first }: Finding): Problem {
    const before = first === undefined ? "" : `: it stands at ${formatPlace(this.#placeOf(first))} already`;
    return { code, message: message + before, place: this.#placeOf(path), hint };
  }
}
