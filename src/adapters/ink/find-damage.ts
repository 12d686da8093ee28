import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import type { Path } from "inkjs/engine/Path";
import { isChoicePoint, isContainer, isDivert, isReference, walkInk } from "./ink-objects.ts";

// The paths are read as they stand: the engine's own ways to read them change how it words them later.

/** What compiled code names that is not there, in words; null for none. A compiler never writes such; damage and hands do. */
export function findDamage(root: Container): string | null {
  const missing: string[] = [];
  walkInk(root, (object) => {
    const path = namedBy(object);
    if (path !== null && missing.length === 0 && !leadsSomewhere(object, path)) {
      missing.push(`\`${String(object.path)}\` leads to \`${String(path)}\`, which is not there`);
    }
  });
  return missing[0] ?? null;
}

function namedBy(object: InkObject): Path | null {
  if (isDivert(object)) {
    const { _targetPath: path } = object;
    return object.hasVariableTarget || object.isExternal ? null : path;
  }
  if (isReference(object)) return object.pathForCount;
  if (!isChoicePoint(object)) return null;
  const { _pathOnChoice: path } = object;
  return path;
}

function leadsSomewhere(object: InkObject, path: Path): boolean {
  // The engine writes to the console before it throws.
  if (path.length === 0 || (path.isRelative && !path.GetComponent(0).isParent && !isContainer(object))) return false;
  try {
    const { obj, approximate } = object.ResolvePath(path);
    return obj !== null && !approximate;
  } catch {
    return false;
  }
}
