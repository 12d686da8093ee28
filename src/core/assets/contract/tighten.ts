import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { Background, HARD_FIELDS } from "../records/contract.ts";

type HardField = (typeof HARD_FIELDS)[number];

/** For each background demand, the demands that are at least as strict. */
const STRICTER: Record<Background, readonly Background[]> = {
  any: ["any", "white_or_transparent", "transparent", "white", "opaque"],
  white_or_transparent: ["white_or_transparent", "transparent", "white"],
  opaque: ["opaque", "white"],
  transparent: ["transparent"],
  white: ["white"],
};

/**
 * Whether `after` demands at least as much as `before`. Sizes and frame counts are exact, so only the same value does;
 * required states may only be added to.
 *
 * Source: contracts section 4; SPEC.md P21.
 */
export function tighten(field: HardField, before: unknown, after: unknown): boolean {
  switch (field) {
    case "background":
      return STRICTER[before as Background].includes(after as Background);
    case "requiredStates":
      return (before as readonly string[]).every((state) => (after as readonly string[]).includes(state));
    case "size":
    case "frames":
      return canonicalJson(before) === canonicalJson(after);
  }
}
