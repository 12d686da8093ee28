import { rmSync, writeFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { writeFiles } from "../support/stories.ts";
import { FIRST_SCENARIO, FLAKY_SCENARIO, heldScenario, runScenario } from "../support/trial-runs.ts";

const workshop = createWorkshop("trials-page");
const dir = workshop.at("game");
const PATIENT = { timeout: 20_000 };
let browser: Browser;
let served: Served;

beforeAll(async () => {
  copySample(dir, "starter");
  rmSync(workshop.at("game", "scenarios"), { recursive: true, force: true });
  served = await serveProject(dir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const rowOf = (page: Page, name: string): Locator => page.getByRole("listitem").filter({ hasText: name }).first();

test("by keys alone: no scenario, two of them run, a run opened, a trial beside one that went otherwise", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}trials`);
  await page.getByText("No scenario yet").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  writeFiles(dir, { "scenarios/first.scenario.yaml": FIRST_SCENARIO, "scenarios/flaky.scenario.yaml": FLAKY_SCENARIO });
  await page.getByRole("heading", { name: "Scenarios" }).waitFor(PATIENT);

  await press(page, "R");
  await page.getByRole("img", { name: "3 of 3 passed, 100 %; bounds 43–100 %" }).waitFor(PATIENT);
  await rowOf(page, "flaky").getByText("1 of 3").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);

  await press(page, "j", "j", "Enter");
  await page.getByRole("article", { name: "flaky" }).getByRole("list", { name: "What failed" }).waitFor(PATIENT);
  await press(page, "j", "j", "j", "j", "j");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByText("the last answer is").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "Enter");
  await page.getByRole("listbox", { name: "Steps" }).getByText("Ask again tomorrow.").first().waitFor(PATIENT);
  await press(page, "b");
  await page.getByRole("region", { name: "Why they differ" }).getByText("the answer in turn 2 changed").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "Escape");
  await page.getByRole("article", { name: "flaky" }).waitFor(PATIENT);
  await press(page, "Escape");
  await page.getByRole("heading", { name: "Runs" }).waitFor(PATIENT);
  expect(errors).toEqual([]);
  await context.close();
});

test("what another process runs is followed while it goes on, and two runs are marked and compared", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}trials`, { theme: "light", width: 768, height: 1024 });
  await page.getByRole("heading", { name: "Runs" }).waitFor(PATIENT);
  heldScenario(dir, "held");
  const running = runScenario(dir, { name: "held" });
  await page.getByText("Running held: 0 of 3 trials").waitFor(PATIENT);
  writeFileSync(workshop.at("game", "scenarios", "go"), "");
  await running;
  await rowOf(page, "held").getByText("3 of 3").waitFor(PATIENT);
  await runScenario(dir, { name: "held", seed: 2 });
  const marks = page.getByRole("checkbox", { name: "Mark the run of held to be compared" });
  await expect.poll(async () => await marks.count(), PATIENT).toBe(2);
  await marks.first().check();
  await marks.last().check();
  await press(page, "c");
  const held = page.getByRole("article", { name: "held" });
  await held.getByText("no change shown").first().waitFor(PATIENT);
  expect(await held.getByText("−57 to +57 pp").count()).toBe(1);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "s", "Escape");
  await page.getByRole("heading", { name: "Scenarios" }).waitFor(PATIENT);
  expect(errors).toEqual([]);
  await context.close();
});
