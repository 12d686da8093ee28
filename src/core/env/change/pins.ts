import { compareCodeUnits } from "../../canonical/order.ts";
import { type Problem, TouchstoneError } from "../../errors.ts";
import { normalizeName } from "../requirement/normalize-name.ts";

/** A name and its versions; no extra, no marker, no address. Source: PEP 440 and PEP 508. */
const PIN = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*((?:===?|~=|!=|<=?|>=?)[^;@[\]#]*)$/;
const CLAUSE = /^(?:===?|~=|!=|<=?|>=?)[A-Za-z0-9][A-Za-z0-9._!+-]*(?:\.\*)?$/;

/** The package of a pin, or of any other override, normalised. */
export function packageOfPin(pin: string): string {
  return normalizeName(/^\s*([A-Za-z0-9._-]+)/.exec(pin)?.[1] ?? pin);
}

/**
 * Reads pins that a person typed, e.g. `NumPy == 1.26.4` as `numpy==1.26.4`. A range is one too: a proposal may be one, where
 * nobody knows which versions exist. Rule: EK7.
 *
 * @throws TouchstoneError INPUT_INVALID naming each that is none.
 */
export function readPins(texts: readonly string[]): readonly string[] {
  const pins = texts.map(readPin);
  const problems = texts.filter((_, index) => pins[index] === undefined).map(notAPin);
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError("INPUT_INVALID", first.message, { hint: first.hint, problems });
  return pins.filter((pin) => pin !== undefined);
}

function readPin(text: string): string | undefined {
  const [, name = "", versions = ""] = PIN.exec(text) ?? [];
  const clauses = versions.replaceAll(/\s+/g, "").split(",");
  return clauses.every((clause) => CLAUSE.test(clause)) ? `${normalizeName(name)}${clauses.join(",")}` : undefined;
}

function notAPin(text: string): Problem & { readonly hint: string } {
  return {
    code: "INPUT_INVALID",
    message: `\`${text}\` is no pin`,
    hint: "Write the package and one exact version, e.g. `numpy==1.26.4`; see docs/guides/environment.md#conflicts",
  };
}

/**
 * The pins of a transaction after a person had a say, sorted, one per package. Rule: EK6.
 *
 * @param change.drop  Packages whose pin is taken back.
 * @throws TouchstoneError INPUT_INVALID naming a package that has no pin to drop.
 */
export function mergePins(
  before: readonly string[],
  change: { readonly pins: readonly string[]; readonly drop: readonly string[] },
): string[] {
  const held = new Map(before.map((pin) => [packageOfPin(pin), pin]));
  for (const name of change.drop) {
    if (!held.delete(normalizeName(name))) {
      throw new TouchstoneError("INPUT_INVALID", `this transaction has no pin of \`${name}\` to drop`, {
        hint: "Name a package that it pins, as `touchstone env tx inspect` lists them",
      });
    }
  }
  for (const pin of change.pins) held.set(packageOfPin(pin), pin);
  return [...held.values()].toSorted(compareCodeUnits);
}
