import canonicalize from "canonicalize";

/**
 * Serialises a JSON value in the one form that digests are taken of (RFC 8785, JCS): sorted keys,
 * shortest numbers, no white space.
 *
 * @param value  Plain JSON data. `undefined` members of objects are left out, as JSON does.
 * @returns the canonical text; equal values give equal text on every machine.
 * @throws Error on what has no canonical form (NaN, Infinity, lone surrogates, cycles, `undefined`): a bug in the caller.
 *
 * Source: RFC 8785; SPEC.md D1.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("canonicalJson: value has no JSON form");
  return text;
}
