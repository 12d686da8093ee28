import { existsSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { copySample, createWorkshop, editFile } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { MIST, writeFiles } from "../support/stories.ts";

const workshop = createWorkshop("playtest");
const dir = workshop.at("game");
const PATIENT = { timeout: 20_000 };
let browser: Browser;
let served: Served;

const SUITE = `format: touchstone.suite/1
plan:
  mina:
    linear: { scene: story/mist.scene.yaml, policy: random, seed: 3 }
    choice: { scene: story/mist.scene.yaml, policy: random, seed: 4 }
  bo:
    linear: { scene: story/mist.scene.yaml, policy: random, seed: 5 }
`;

beforeAll(async () => {
  copySample(dir, "starter");
  served = await serveProject(dir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

function goldenAt(name: string): string {
  return workshop.at("game", "goldens", `${name}.trace.jsonl`);
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("by keys alone: nothing, a suite, its goldens recorded, a change with its one cause, seen beside the golden, accepted", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}playtest`);
  await page.getByText("No story yet").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  writeFiles(dir, { "story/mist.scene.yaml": MIST, "suites/mist.suite.yaml": SUITE });
  await page.getByText("Not checked since the server began").waitFor(PATIENT);

  await press(page, "c");
  const missing = page.getByRole("region", { name: "Missing" });
  await missing.getByRole("button", { name: "bo/linear/mist.seed5" }).waitFor(PATIENT);
  expect(existsSync(goldenAt("bo/linear/mist.seed5"))).toBe(false);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "A");
  await page.getByText("Accepted 3 goldens. What they were is in git.").waitFor(PATIENT);
  await page.getByText("All 3 goldens as they were.").waitFor(PATIENT);
  const before = readFileSync(goldenAt("mina/linear/mist.seed3"), "utf8");

  editFile(workshop.at("game", "story", "mist.scene.yaml"), "The boat rocks.", "The boat rocks hard.");
  await press(page, "c");
  const goldens = page.getByRole("region", { name: "Goldens" });
  await goldens.getByText("text changed").waitFor(PATIENT);
  expect(await goldens.getByRole("button", { name: "Accept 3 goldens" }).count()).toBe(1);
  await press(page, "j", "Enter");
  const detail = page.getByRole("complementary", { name: "The step" });
  await detail.getByText("Different: what is said.").waitFor(PATIENT);
  await detail.getByRole("region", { name: "What is said" }).getByText("The boat rocks hard.").waitFor();
  expect(await findSerious(page)).toEqual([]);
  await press(page, "Escape");
  await goldens.getByText("text changed").waitFor(PATIENT);
  expect(readFileSync(goldenAt("mina/linear/mist.seed3"), "utf8")).toBe(before);
  await press(page, "j", "a");
  await page.getByText("All 3 goldens as they were.").waitFor(PATIENT);
  expect(readFileSync(goldenAt("mina/linear/mist.seed3"), "utf8")).not.toBe(before);
  expect(errors).toEqual([]);
  await context.close();
});

test("a golden that no suite plays any more is obsolete, and deleted by a key", async () => {
  writeFiles(dir, { "suites/mist.suite.yaml": SUITE.replace(/ {2}bo:[^]*$/, "") });
  const { page, errors, context } = await openPage(browser, `${served.url}playtest`);
  await page.getByRole("heading", { name: "Goldens" }).waitFor(PATIENT);
  await press(page, "c");
  const obsolete = page.getByRole("region", { name: "Obsolete" });
  await obsolete.getByText("bo/linear/mist.seed5").waitFor(PATIENT);
  await press(page, "x");
  await obsolete.waitFor({ state: "detached", ...PATIENT });
  expect(existsSync(goldenAt("bo/linear/mist.seed5"))).toBe(false);
  expect(errors).toEqual([]);
  await context.close();
});

test("suites are played and a cell's trace opens; a story is explored, and its graph says how often each node was met", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}playtest`, { theme: "light" });
  await page.getByRole("heading", { name: "Suites" }).waitFor(PATIENT);
  await press(page, "r");
  await page.getByText("all 2 plays as wanted").waitFor(PATIENT);
  await page.getByRole("button", { name: "Trace of mina/linear/mist.seed3" }).click();
  await page.getByRole("listbox", { name: "Steps" }).getByText("The fog sits low on the water.").first().waitFor(PATIENT);
  await press(page, "Escape");
  await page.getByRole("button", { name: "Mist on the quay", exact: true }).click();
  await page.getByText("Not explored as it is now.").waitFor(PATIENT);
  await press(page, "e");
  await page.getByText("Everything that can happen was seen").waitFor(PATIENT);
  await page.getByRole("button", { name: /^boat.*×/ }).click();
  await page.getByText(/^Met \d+ times/).waitFor(PATIENT);
  await page.getByRole("button", { name: /^home.*×/ }).click();
  await page.getByText("harbour", { exact: true }).waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});
