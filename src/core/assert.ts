/**
 * States what only a bug can break. Failures that a person can cause are `TouchstoneError`s instead.
 *
 * @param claim  What must be true, e.g. "a forced document is never missing".
 * @throws Error when it is not; nothing catches it, and the command ends with exit code 70.
 */
export function assert(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`broken claim: ${claim}`);
}
