/** A first state for a picture's numbers; never zero, where the generator would stand still. */
export function seedRandom(index: number): number {
  return (Math.imul(index + 1, 0x9e3779b1) >>> 0) | 1;
}

/** The next of a row of numbers (xorshift, 32 bits): good enough for pictures that differ. */
export function nextUint32(state: number): number {
  let next = state;
  next ^= next << 13;
  next ^= next >>> 17;
  next ^= next << 5;
  return next >>> 0;
}
