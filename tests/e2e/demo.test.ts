import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { type Ran, startTouchstone, touchstone, touchstoneJson } from "../support/touchstone.ts";

const workshop = createWorkshop("demo");
const dir = workshop.at("sample");
const demo = async (...args: string[]): Promise<Ran> => await touchstone(["demo", "--dir", dir, "--no-serve", ...args]);
let first: Ran;

beforeAll(async () => {
  first = await demo("--json");
});
afterAll(workshop.remove);

test("the last line on stdout is the result, and there is no other line", () => {
  expect([first.exitCode, first.stdout.split("\n").length]).toEqual([0, 2]);
  const result = JSON.parse(first.stdout) as { images: number; byKind: Record<string, number>; ms: number };
  expect(Object.keys(result)).toEqual("projectDir specs versions images byKind verified ms".split(" "));
  expect(result).toMatchObject({ projectDir: dir, specs: 26, versions: 26, verified: true });
  expect(Object.keys(result.byKind).toSorted()).toEqual("animation logo_set single_image tileset ui_states".split(" "));
  expect(Object.values(result.byKind).reduce((sum, count) => sum + count)).toBe(result.images);
  expect(result.images).toBeGreaterThanOrEqual(40);
  expect(result.ms).toBeLessThan(first.durationMs);
});

test("it says what it does: created, made ready, which drafts stay drafts and why", () => {
  expect(first.stderr).toContain(`Created the sample game in ${dir}`);
  expect(first.stderr).toContain("26 specs made ready");
  expect(first.stderr).toMatch(/Drafts that stay drafts.*\n {2}draft-drowned-bell: LoRA `ember-core` is for `pony`/);
});

test("there is a contact sheet as a picture, and as one page that needs nothing else", () => {
  expect(readFileSync(workshop.at("sample", "contact-sheet.png")).subarray(1, 4).toString()).toBe("PNG");
  const page = readFileSync(workshop.at("sample", "contact-sheet.html"), "utf8");
  expect(page).toContain("emberhook-icon");
  expect(page).not.toMatch(/(src|href)="(https?:|\/\/)/);
});

test("a second run reuses what is there and says so; words come as a table and paths", async () => {
  const again = await demo();
  expect([again.exitCode, again.stderr.split("\n")[0]]).toEqual([0, `Reusing the sample game in ${dir} (--fresh starts again)`]);
  expect(again.stdout).toContain("99 images of 26 ready specs, 26 of them there already and reused");
  expect(again.stdout).toContain(workshop.at("sample", "contact-sheet.html"));
  const { assets } = await touchstoneJson<{ assets: readonly object[] }>(["asset", "list", "--all"], { cwd: dir });
  expect(assets).toHaveLength(26);
});

test("a spec that somebody broke is named, and the others are there all the same", async () => {
  const broken = workshop.at("sample", "specs", "mine.yaml");
  writeFileSync(broken, "id: mine\ntitle: 'never closed\n");
  const ran = await demo();
  rmSync(broken);
  expect(ran.exitCode).toBe(4);
  expect(ran.stderr).toMatch(/^Specs that cannot be used:\n {2}specs\/mine\.yaml:2:8: /m);
  expect(ran.stdout).toContain("99 images of 26 ready specs");
});

test("--fresh starts again, also for someone who stands in the folder, and keeps what somebody put there", async () => {
  const notes = workshop.at("sample", "NOTES.md");
  writeFileSync(notes, "mine");
  writeFileSync(workshop.at("sample", "specs", "tidestone.yaml"), "broken");
  const fresh = await touchstone(["demo", "--dir", ".", "--no-serve", "--fresh", "--json"], { cwd: dir });
  expect([fresh.exitCode, readFileSync(notes, "utf8")]).toEqual([0, "mine"]);
  expect(fresh.stderr).toContain("Kept what is not the sample's: NOTES.md\n");
  expect(fresh.stderr).toContain("Created the sample game");
});

test.each([["--fresh"], ["-q"]])("another project in the folder is refused and left as it is, with %s", async (flag) => {
  const other = copySample(workshop.at(`other${flag}`), "starter");
  const before = readFileSync(`${other}/specs/first-gem.yaml`, "utf8");
  const ran = await touchstone(["demo", "--dir", other, "--no-serve", "--json", flag]);
  expect([ran.exitCode, JSON.parse(ran.stdout)]).toMatchObject([6, { error: { code: "STATE_CONFLICT" } }]);
  expect([existsSync(`${other}/touchstone.lock`), readFileSync(`${other}/specs/first-gem.yaml`, "utf8")]).toEqual([
    false,
    before,
  ]);
});

test("without --no-serve it opens the Studio at the end, prints its address, and ends with Ctrl-C", async () => {
  const child = startTouchstone(["demo", "--dir", dir, "--port", "0"]);
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => void (said += bytes.toString()));
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/^Studio +http:\/\/127\.0\.0\.1:\d+\/ /m);
  const url = /http:\S+/.exec(said)?.[0] ?? "";
  expect(await (await fetch(url)).text()).toContain('name="touchstone-project" content="wickwater"');
  child.kill("SIGINT");
  expect((await once(child, "exit"))[0]).toBe(0);
});
