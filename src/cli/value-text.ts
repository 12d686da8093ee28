import { isDigest, shortDigest } from "../core/canonical/digest.ts";

/** Longest value that is shown whole; the longest sample prompt has about 400 characters. */
const LONGEST = 1000;

/**
 * A decided value for people: `64 × 64` says more than `{"width":64,"height":64}`, and eight digits of a digest are enough
 * to tell two apart. `--json` has it all.
 */
export function valueText(value: unknown): string {
  const text = plainText(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return isDigest(value) ? shortDigest(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(plainText).join(", ");
  if (typeof value !== "object") return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const { width, height, id, version, ...others } = fields;
  const known = [
    ...(width === undefined || height === undefined ? [] : [`${plainText(width)} × ${plainText(height)}`]),
    ...(id === undefined ? [] : [`${plainText(id)}${version === undefined ? "" : ` v${plainText(version)}`}`]),
  ];
  const rest = known.length === 0 ? fields : others;
  return [...known, ...Object.entries(rest).map(([name, inner]) => `${name} ${plainText(inner)}`)].join(", ");
}
