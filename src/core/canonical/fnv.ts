import { utf8ToBytes } from "@noble/hashes/utils.js";

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * 32-bit FNV-1a over the UTF-8 bytes of a text.
 *
 * @returns an unsigned integer in [0, 2^32-1]; `"foobar"` gives 0xbf9cf968.
 * Source: draft-eastlake-fnv, its published vectors. `Math.imul` keeps the product in 32 bits, where plain
 * multiplication would overflow a double and silently give other numbers.
 */
export function fnv1a32(text: string): number {
  let hash = OFFSET_BASIS;
  for (const byte of utf8ToBytes(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}
