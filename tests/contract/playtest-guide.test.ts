import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readScript } from "../../src/core/playtest/script/read-script.ts";
import { readSuite } from "../../src/core/playtest/suite/read-suite.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/playtest-scripts.md", import.meta.url), "utf8");

/** The guide's examples of one kind. */
function examplesOf(kind: string): string[] {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`\\w+ ${kind}\n([^\`]*)\`\`\``, "g"))].map(([, text = ""]) => text);
}

test("the guide's suite and script are what Touchstone reads", () => {
  const [suite = ""] = examplesOf("suite");
  expect(readSuite({ file: "harbor.suite.yaml", text: suite })).toMatchObject({
    kind: "suite",
    suite: { name: "harbor", workflow: "ci" },
  });
  const [script = ""] = examplesOf("script");
  const reading = readScript({ file: "harbor.script", text: script });
  expect(reading.kind === "script" && reading.runs.map(({ name }) => name)).toEqual(["the front door", "nobody waits"]);
});

test("the guide names every statement of a script", () => {
  const reading = readScript({ file: "none.script", text: "none" });
  const hint = reading.kind === "invalid" ? (reading.problems[0]?.hint ?? "") : "";
  const words = [...hint.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
  expect(words.length).toBeGreaterThan(10);
  for (const word of words) expect(GUIDE).toMatch(new RegExp(`\`${word}(:|\`)`));
});
