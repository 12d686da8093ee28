import { cpSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GoldenReport } from "../../src/core/playtest/golden/golden-report.ts";
import type { ExploreOutput } from "../../src/engine/playtest/explore-task.ts";
import type { RunOutput } from "../../src/engine/playtest/run-task.ts";
import { sayJson } from "../support/cli-in-process.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { MIST, TIDE, writeFiles } from "../support/stories.ts";
import { touchstoneJson } from "../support/touchstone.ts";

/** Names that locales sort and fold each in their own way. */
const SUITE = `default:
  I.z: { scene: tide.ink, policy: first }
mina:
  i.y: { scene: mist.scene.yaml, seed: 5 }
bo:
  linear: { scene: mist.scene.yaml, seed: 0 }
`;
const STORY = "mist.scene.yaml";
const FILES = { [STORY]: MIST, "mist.suite.yaml": SUITE, ...TIDE };

const workshop = createWorkshop("playtest-determinism");
const home = workshop.at("home");
const EXPLORE = ["playtest", "explore", STORY, "--policy", "guided", "--plays", "40", "--seed", "7"];

beforeAll(async () => {
  writeFiles(home, FILES);
  await touchstoneJson(["golden", "record", "--suite", "mist.suite.yaml"], { cwd: home, env: { CI: "" } });
});
afterAll(workshop.remove);

test("goldens of scenes and of ink hold in another folder, language and zone", async () => {
  const cwd = workshop.at('it\'s "ö" ı #1');
  cpSync(home, cwd, { recursive: true });
  const env = { LC_ALL: "sv_SE.UTF-8", TZ: "America/St_Johns", CI: "yes" };
  const report = await touchstoneJson<GoldenReport>(["golden", "check", "--suite", "mist.suite.yaml"], { cwd, env });
  expect(report).toMatchObject({ ok: true, unchanged: 3 });
});

test("three threads, in another language and zone, find what one finds here", async () => {
  const env = { LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
  expect(await touchstoneJson<ExploreOutput>([...EXPLORE, "--workers", "3"], { cwd: home, env })).toEqual(
    await sayJson<ExploreOutput>(EXPLORE, home, 0),
  );
});

describe("a digest says how a story went, and nothing else", () => {
  const run = async (args: readonly string[], cwd = home) =>
    (await sayJson<RunOutput>(["playtest", "run", ...args, "--policy", "random", "--seed", "3"], cwd)).digest;

  test("written or not, listened to or not, saved at every step or not, from here or from there", async () => {
    const plain = await run([STORY]);
    expect(await run([STORY, "--out", "out/kept.trace.jsonl"])).toBe(plain);
    expect(await run([STORY, "--hooks", "out/hooks.jsonl", "--heavy"])).toBe(plain);
    expect(await run([`home/${STORY}`], workshop.dir)).toBe(plain);
    expect(readFileSync(`${home}/out/kept.trace.jsonl`, "utf8")).toContain(plain);
  });

  test("the cells of a suite, too", async () => {
    const suite = async (args: readonly string[], cwd: string) => {
      const { cells } = await sayJson<{ cells: { digest: string }[] }>(["playtest", "suite", ...args], cwd);
      return cells.map(({ digest }) => digest);
    };
    const plain = await suite(["mist.suite.yaml"], home);
    expect(await suite(["home/mist.suite.yaml", "--out", "logs", "--heavy"], workshop.dir)).toEqual(plain);
  });

  test("also where an ink story breaks, which names the place", async () => {
    writeFiles(home, { "sea/round.ink": "-> a\n=== a ===\n-> a\n" });
    const digest = async (name: string, cwd: string) => (await sayJson<RunOutput>(["playtest", "run", name], cwd, 1)).digest;
    const names = [
      ["sea/round.ink", home],
      ["./sea/round.ink", home],
      ["round.ink", `${home}/sea`],
    ] as const;
    const digests = await Promise.all(names.map(async ([name, cwd]) => await digest(name, cwd)));
    expect(new Set(digests).size).toBe(1);
  });
});

test("a story that is only text, round and round, is stopped within seconds", async () => {
  writeFiles(home, { "round.ink": "-> a\n=== a ===\nTick.\n-> b\n=== b ===\nTock.\n-> a\n" });
  const { outcome, steps } = await sayJson<RunOutput>(["playtest", "run", "round.ink"], home, 1);
  expect({ outcome, steps }).toEqual({ outcome: "budget", steps: 10_000 });
});
