import type { RandomStream } from "../../canonical/random.ts";

/** Shares of a table as integers: `upTo[i]` is the sum of the first `i + 1`. */
export interface Shares {
  readonly upTo: readonly number[];
  readonly total: number;
}

/** The most places that one draw can tell apart. */
const MOST_PLACES = 2n ** 32n;

/**
 * Weights as integers in the same proportions: 0.1, 0.2 and 0.7 are 1, 2 and 7. Decimal fractions are read as they are
 * written, so nothing drifts. Where they need more places than one draw has, each is rounded to one of 2^31, and none to 0.
 *
 * @param weights  Numbers over 0, at least one.
 */
export function shareOut(weights: readonly number[]): Shares {
  const decimals = weights.map(readDecimal);
  const lowest = Math.min(...decimals.map(({ exponent }) => exponent));
  const whole = decimals.map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - lowest));
  const divisor = whole.reduce(greatestDivisor);
  const reduced = fitPlaces(whole.map((weight) => weight / divisor));
  let total = 0;
  const upTo = reduced.map((weight) => (total += Number(weight)));
  return { upTo, total };
}

/** The place of an entry, as often as its share says. */
export function drawShare({ upTo, total }: Shares, stream: RandomStream): number {
  const drawn = stream.nextBelow(total);
  return upTo.findIndex((end) => drawn < end);
}

/** A number's shortest decimal text as `digits * 10^exponent`. */
function readDecimal(value: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = "0", power = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestDivisor(other, one % other);
}

function fitPlaces(weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= MOST_PLACES) return weights;
  return weights.map((weight) => (weight * (MOST_PLACES / 2n)) / total || 1n);
}
