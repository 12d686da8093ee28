/** A known secret as it is written in plain text, in JSON, in addresses and in forms; longest first. */
export function variantsOf(secret: string): string[] {
  const plain = secret.toWellFormed();
  const address = encodeURIComponent(plain);
  const addresses = [address, address.replaceAll("%20", "+")].flatMap((one) => [one, one.replaceAll(ESCAPE, toLower)]);
  const variants = new Set([plain, JSON.stringify(plain).slice(1, -1), ...addresses]);
  return [...variants].toSorted((one, other) => other.length - one.length);
}

/** Digits of escapes are written in either case. */
const ESCAPE = /%[0-9A-F]{2}/g;

function toLower(escape: string): string {
  return escape.toLowerCase();
}
