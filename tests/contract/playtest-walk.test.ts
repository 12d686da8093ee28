import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { readSuite } from "../../src/core/playtest/suite/read-suite.ts";
import { FINDING_KINDS } from "../../src/core/playtest/explore/finding.ts";
import { readSceneInput } from "../../src/engine/playtest/scene-input.ts";
import { openSceneSource } from "../../src/engine/playtest/load-story.ts";
import { say } from "../support/cli-in-process.ts";
import { copySample, createWorkshop, editFile } from "../support/sample-game.ts";
import { writeFiles } from "../support/stories.ts";

const GUIDE = readFileSync(new URL("../../docs/guides/playtest.md", import.meta.url), "utf8");
const workshop = createWorkshop("playtest-walk");
const cwd = copySample(workshop.at("game"));
afterAll(workshop.remove);

/** The guide's examples of one kind, e.g. those after "```sh edited". */
function blocksOf(kind: string): string {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${kind}\n([^\`]*)\`\`\``, "g"))].map(([, text = ""]) => text).join("");
}

/** A line's words, and the exit code that its comment names. */
function commandsIn(kind: string): [line: string, exitCode: number][] {
  const lines = blocksOf(kind).trimEnd().split("\n");
  return lines.map((line) => [line.replace(/ # .*/, ""), Number(/ # exit (\d)/.exec(line)?.[1] ?? 0)]);
}

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

// The guide is one walk through the sample: its commands are run in the order in which they stand, as on a person's machine.
describe("the guide to playtests", () => {
  const isCi = process.env["CI"];
  beforeAll(() => void delete process.env["CI"]);
  afterAll(() => void (isCi === undefined ? undefined : (process.env["CI"] = isCi)));

  const run = async (line: string, exitCode: number): Promise<void> => {
    const { error, ...said } = await say(wordsOf(line).slice(1), cwd);
    expect({ error: error?.message, exitCode: said.exitCode }).toEqual({ error: undefined, exitCode });
  };

  test.each(commandsIn("sh"))("%s", run);

  describe("once somebody has edited the story", () => {
    beforeAll(() => editFile(`${cwd}/story/three-embers.scene.yaml`, "Four strokes out", "Five strokes out"));
    test.each(commandsIn("sh edited"))("%s", run);
  });

  test("its commands on a server are commands, and what it posts is what the server takes", () => {
    for (const [line] of commandsIn("sh server")) {
      const command = COMMANDS.find(({ path }) => path.join(" ") === wordsOf(line)[1]);
      const flags = wordsOf(line).filter((word) => word.startsWith("--"));
      for (const flag of flags)
        expect(
          command?.flags?.map(({ name }) => `--${name}`),
          line,
        ).toContain(flag);
    }
    const body = JSON.parse(/-d '([^']*)'/.exec(blocksOf("sh http"))?.[1] ?? "") as Record<string, unknown>;
    const { scene, seed } = readSceneInput(body);
    expect(openSceneSource({ file: "scene", text: JSON.stringify(scene) }).story.id).toBe("pier");
    expect(seed).toBe(3);
  });

  test("its suite can be played, and what it claims holds", async () => {
    const text = blocksOf("yaml suite");
    expect(readSuite({ file: "guide.suite.yaml", text }).kind).toBe("suite");
    writeFiles(cwd, { "suites/guide.suite.yaml": text });
    expect((await say(["playtest", "suite", "suites/guide.suite.yaml"], cwd)).exitCode).toBe(0);
  });

  test("it explains every kind of finding", () => {
    for (const kind of FINDING_KINDS) expect(GUIDE).toContain(`\`${kind}\``);
  });
});
