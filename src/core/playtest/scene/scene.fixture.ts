import { problemLines } from "../../authored/problem-lines.fixture.ts";
import { readScene, type SceneReading } from "./read-scene.ts";
import type { Scene } from "./scene.ts";

/** Reads a scene that tests write; a problem in it is a mistake of the test. */
export function sceneOf(written: object): Scene {
  const reading = readScene({ file: "test.scene.json", text: JSON.stringify(written) });
  if (reading.kind === "scene") return reading.scene;
  throw new TypeError(problemLines(reading.problems).join("\n"));
}

/** Reads a scene in YAML. */
export function readYaml(text: string): SceneReading {
  return readScene({ file: "a.scene.yaml", text });
}

/** The problems of a scene in YAML, one line each. */
export function problemsIn(text: string): string[] {
  const reading = readYaml(text);
  return reading.kind === "scene" ? [] : problemLines(reading.problems);
}
