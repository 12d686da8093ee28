import { parseAuthored } from "../../authored/parse.ts";
import { type ParsedFile, parseTree, type PlaceOf } from "../../authored/parse-tree.ts";
import type { AuthoredSource } from "../../authored/read-source.ts";
import type { Problem } from "../../errors.ts";
import { checkScene } from "./check-scene.ts";
import { sceneSchema, type Scene } from "./scene.ts";

/** A scene that can be played, with the places of its parts, or everything that is wrong with its file, in order of place. */
export type SceneReading =
  | { readonly kind: "scene"; readonly scene: Scene; readonly warnings: readonly Problem[]; readonly placeOf: PlaceOf }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/**
 * Reads one scene, YAML or JSON, strictly: its shape first, then what its parts say about each other.
 * Accepted besides our spelling: snake_case, and what the seeds' scenes write (`seed-spellings.ts`).
 *
 * Codes: INPUT_INVALID, DUPLICATE_ID, FILE_SYNTAX, FILE_TOO_LARGE, FILE_ENCODING. Pure; never throws on any text.
 * Source: SPEC.md SC1-SC36.
 */
export function readScene(source: AuthoredSource): SceneReading {
  return checkParsed(parseAuthored(source, sceneSchema));
}

/** Reads a scene that stands inside of another file, e.g. in a suite, as `readScene` does. */
export function readSceneTree(part: Parameters<typeof parseTree>[0]): SceneReading {
  return checkParsed(parseTree(part, sceneSchema, "scene"));
}

function checkParsed(parsed: ParsedFile<Scene>): SceneReading {
  if (parsed.kind === "invalid") return parsed;
  const { value: scene, placeOf, warnings } = parsed;
  const problems = checkScene(scene, placeOf);
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "scene", scene, warnings, placeOf };
}
