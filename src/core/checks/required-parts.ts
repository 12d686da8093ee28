import type { Check, CheckInput } from "./check.ts";
import { nameImage } from "./words.ts";
import { report } from "./findings.ts";

const NAME = { check: "required_parts", version: 1 };

/**
 * Every variant has each of its parts exactly once, and nothing else: all that the output lists, and all states and
 * frames that the contract demands. Always asked for: a missing part is a hole in the game.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C10.
 */
export function checkRequiredParts(input: CheckInput): Check {
  const counts = new Map<string, number>();
  for (const image of input.images) counts.set(nameImage(image), (counts.get(nameImage(image)) ?? 0) + 1);
  const required = new Set(requiredImages(input));

  const missing = [...required].filter((name) => !counts.has(name));
  const repeated = [...counts].filter(([, count]) => count > 1).map(([name]) => name);
  const unexpected = [...counts.keys()].filter((name) => !required.has(name));
  const defects = [
    ...missing.map((name) => `${name}: is missing`),
    ...repeated.map((name) => `${name}: is there more than once`),
    ...unexpected.map((name) => `${name}: was not asked for`),
  ];
  return report(NAME, {
    outcome: defects.length === 0 ? "pass" : "fail",
    numbers: {
      required: required.size,
      missing: missing.length,
      repeated: repeated.length,
      unexpected: unexpected.length,
    },
    defects,
  });
}

/** Names of all images that must be there, variant by variant. */
function requiredImages({ contract, output }: CheckInput): string[] {
  const states = (contract.requiredStates?.value ?? []).map((state) => `state:${state}`);
  const frames = Array.from({ length: contract.frames?.value ?? 0 }, (_, index) => `frame:${index}`);
  const parts = [...output.parts, ...states, ...frames];
  return Array.from({ length: output.variants }, (_, variant) => parts.map((part) => nameImage({ variant, part }))).flat();
}
