import { FORBIDDEN_KEYS, LIMITS } from "./limits.ts";

/**
 * Whether a value from outside can stand in an authored file: plain JSON within the limits of one file, with no key that
 * means something else to JavaScript objects. Undefined stands for removing what is there.
 */
export function isEditableValue(value: unknown): boolean {
  if (value === undefined) return true;
  let level: readonly unknown[] = [value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > LIMITS.maxDepth || nodes > LIMITS.maxNodes || !level.every(isNode)) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

function isNode(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  return typeof value === "object" && Object.keys(value).every((key) => !FORBIDDEN_KEYS.has(key));
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
