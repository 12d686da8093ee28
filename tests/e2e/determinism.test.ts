import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyMadeSample, copySample, createWorkshop } from "../support/sample-game.ts";
import { touchstone, touchstoneJson } from "../support/touchstone.ts";

/** What a place of work may be like: nothing of it may decide anything. */
const PLACES: readonly {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly dir: readonly string[];
}[] = [
  { name: "Turkish, where i is no small I", env: { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, dir: ["tr"] },
  { name: "the first place to see a new day", env: { TZ: "Pacific/Kiritimati", LC_ALL: "C" }, dir: ["kiritimati"] },
  { name: "half an hour off, other sorting", env: { TZ: "America/St_Johns", LC_ALL: "sv_SE.UTF-8" }, dir: ["st-johns"] },
  { name: "a deep folder with spaces, quotes and umlauts", env: {}, dir: ["a b", 'it\'s "ö" ı', "#1"] },
];

/** Specs that use the most of what could go astray: explicit tag order, override, entity, emphasis, LoRAs. */
const SHOWN = ["tidestone", "wickwater-logo", "emberhook-icon"];

/** The sample has drafts that teach what the gate refuses; all others are frozen nevertheless. */
const REFUSED = 6;

interface Frozen {
  readonly ready: readonly { readonly spec: string; readonly recipeDigest: string | null }[];
}

const workshop = createWorkshop("determinism");
const home = workshop.at("home");
let frozen: Frozen;
let plans: readonly string[];
afterAll(workshop.remove);

async function planAll(cwd: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const ran = await Promise.all(SHOWN.map(async (spec) => await touchstone(["plan", spec, "--json"], { cwd, env })));
  return ran.map(({ stdout }) => stdout);
}

beforeAll(async () => {
  copySample(home);
  plans = await planAll(home);
  frozen = await touchstoneJson<Frozen>(["spec", "ready", "--all"], { cwd: home, exitCode: REFUSED });
});

test("the settings that are varied do matter to programs in general", () => {
  const script = "console.log(['z', 'ä'].sort((a, b) => a.localeCompare(b)).join(), new Date(0).getDate())";
  const env = { ...process.env, LC_ALL: "sv_SE.UTF-8", TZ: "America/St_Johns" };
  expect(spawnSync(process.execPath, ["-e", script], { encoding: "utf8", env }).stdout).toBe("z,ä 31\n");
});

test.concurrent.each(PLACES)("$name: the same plans, byte for byte, and the same lock", async ({ env, dir }) => {
  const cwd = workshop.at(...dir);
  mkdirSync(cwd, { recursive: true });
  copyShuffled(path.join(path.dirname(path.dirname(import.meta.dirname)), "examples", "wickwater"), cwd);
  expect(plans[0]).toContain('"recipeDigest":"sha256:');
  expect(await planAll(cwd, env)).toEqual(plans);
  // Looking at plans leaves no trace.
  expect(existsSync(`${cwd}/.touchstone`)).toBe(false);
  const { ready } = await touchstoneJson<Frozen>(["spec", "ready", "--all"], { cwd, env, exitCode: REFUSED });
  expect(ready).toEqual(frozen.ready);
  expect(ready).toHaveLength(26);
  expect(readFileSync(`${cwd}/touchstone.lock`, "utf8")).toBe(readFileSync(`${home}/touchstone.lock`, "utf8"));
});

test("the same recipes make the same pixels in another folder, language and time zone", async () => {
  const made = await copyMadeSample(workshop.at("made"));
  const env = { LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
  const specs = ["tidestone", "bogwick-idle", "ember-button", "wickwater-logo", "peat-blocks"];
  await touchstoneJson(["make", ...specs], { cwd: home, env });
  const here = await pixelsOf(home);
  const there = await pixelsOf(made);
  expect([...here.keys()].toSorted()).toEqual(specs.toSorted());
  for (const [spec, pixels] of here) expect([spec, pixels]).toEqual([spec, there.get(spec)]);
});

async function pixelsOf(cwd: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { assets } = await touchstoneJson<{ assets: { spec: string; images: { pixelSha256: string }[] }[] }>(["asset", "list"], {
    cwd,
  });
  return new Map(assets.map(({ spec, images }) => [spec, images.map((image) => image.pixelSha256)]));
}

/** Writes the files one by one in an order of their own, so that a folder lists them in another one. */
function copyShuffled(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)));
  const mirrored = (name: string): string => name.split("").toReversed().join("");
  for (const name of paths.toSorted((a, b) => (mirrored(a) < mirrored(b) ? 1 : -1)))
    cpSync(path.join(from, name), path.join(to, name));
}
