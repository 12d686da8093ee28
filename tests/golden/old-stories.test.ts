import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { jsonSchemaOf } from "../../src/core/authored/json-schemas.ts";
import { diffTraces } from "../../src/core/playtest/diff/diff-traces.ts";
import { readPlaytestTrace } from "../../src/core/playtest/record/read-playtest-trace.ts";
import { readTrace } from "../../src/core/trace/read-trace.ts";
import { say, sayJson } from "../support/cli-in-process.ts";
import { readGolden } from "../support/golden.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { withCi } from "../support/with-ci.ts";

/** Stories, suites, scripts and traces of version 1, as they were written then; see v1/README.md. */
const FOLDER = path.join(import.meta.dirname, "v1", "story");
const CELLS = ["crow/ice/ford.seed7", "ferrier/by-hand/ford.seed2", "ferrier/first/ford.seed1", "ferrier/full/ford.seed12"];
const workshop = createWorkshop("old-stories");
afterAll(workshop.remove);

/** Keys and fixed words of a schema, at any depth. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    const own =
      key === "properties"
        ? Object.keys(value as object)
        : key === "const"
          ? [value]
          : key === "enum"
            ? (value as unknown[])
            : [];
    return [...own.filter((word) => typeof word === "string"), ...wordsOf(value)];
  });
}

test("scene and suite of version 1 use every key and word that there was", () => {
  const text = ["scene", "suite"].map((kind) => readFileSync(path.join(FOLDER, `ford.${kind}.yaml`), "utf8")).join("\n");
  const words = (["scene", "suite"] as const).flatMap((kind) => wordsOf(jsonSchemaOf(kind)));
  expect(words.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text))).toEqual([]);
});

test("the script of version 1 still says what the story does", async () => {
  const said = await say(["playtest", "run", "ford.scene.yaml", "--policy", "script:ford.script"], FOLDER);
  expect([said.error, said.exitCode]).toEqual([undefined, 0]);
});

describe("traces of version 1", () => {
  const folder = workshop.at("goldens");

  test("the suite of version 1 is still played", async () => {
    const suite = ["playtest", "suite", "ford.suite.yaml", "--golden-dir", folder];
    // Where CI is set, no golden is written.
    expect(await withCi("", async () => await sayJson<object>(suite, FOLDER))).toMatchObject({ ok: true });
  });

  test.each(CELLS)("%s opens, is what a play leaves today, and compares as equal", (cell) => {
    const today = readFileSync(path.join(folder, `${cell}.trace.jsonl`), "utf8");
    const recorded = readGolden(path.join(FOLDER, `${cell.replaceAll("/", ".")}.trace.jsonl`), today);
    const [then, now] = [recorded, today].map((text) => {
      const reading = readTrace(text);
      if (reading.kind === "damaged") throw new Error(`${cell} is damaged`);
      return readPlaytestTrace(reading.trace);
    });
    if (then === undefined || now === undefined) throw new Error("two texts are two traces");
    expect(today).toBe(recorded);
    expect(diffTraces(then, now, { ignorePaths: [], redact: [] })).toMatchObject({ equal: true, causes: [] });
  });
});
