import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("activity");
let browser: Browser;
let served: Served;

beforeAll(async () => {
  served = await serveProject(await copyMadeSample(workshop.at("game")));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

/** Runs in the page. */
const READ = `[...document.querySelectorAll("[data-lines] [role=row]")]
  .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((row) => row.innerText.replaceAll(/\\s+/g, " "))`;

/** The lines on show, from the top. */
const lines = async (page: Page): Promise<readonly string[]> => await page.evaluate(READ);
/** The line at the top; empty while there is none. */
const topLine = async (page: Page): Promise<string> => (await lines(page))[0] ?? "";
const PATIENT = { timeout: 10_000 };

const head = async (): Promise<number> => (await served.get<{ head: number }>("/events?limit=1")).head;

test("what happens appears at the top; further down the list holds still and counts what is new", async () => {
  const { page, errors } = await openPage(browser, `${served.url}activity`);
  await expect.poll(async () => await topLine(page), PATIENT).toContain(String(await head()));
  const { assets } = await served.get<{ assets: { versionId: string; spec: string }[] }>("/assets?spec=tide-pools");
  const version = assets[0]?.versionId ?? "";
  await served.post(`/assets/${version}/approve`);
  await expect.poll(async () => await topLine(page), PATIENT).toContain("tide-pools was approved by a person");
  await page.locator("[data-lines]").hover();
  await page.mouse.wheel(0, 600);
  const isScrolled = `document.querySelector("[data-lines]").parentElement.scrollTop === 600`;
  await expect.poll(async () => await page.evaluate(isScrolled), PATIENT).toBe(true);
  const seqs = async (): Promise<readonly number[]> => (await lines(page)).map((line) => Number.parseInt(line, 10));
  await expect.poll(async () => (await seqs()).length).toBeGreaterThan(40);
  const before = await seqs();
  await served.post(`/assets/${version}/reject`);
  const pill = page.getByRole("button", { name: "1 new" });
  await pill.waitFor();
  expect(await seqs()).toEqual(before);
  await expect.poll(async () => await page.evaluate(isScrolled), PATIENT).toBe(true);
  await pill.click();
  await expect.poll(async () => await topLine(page), PATIENT).toContain("tide-pools was rejected by a person");
  expect(errors).toEqual([]);
  await page.close();
});

test("by keys alone a chain is opened, an event is chosen, and the address keeps it", async () => {
  const { page, errors } = await openPage(browser, `${served.url}activity`);
  await page.locator("[data-lines] [role=row]").first().waitFor();
  await page.keyboard.press("c");
  await page.getByRole("treegrid").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowRight");
  await page.locator("[role=row][aria-expanded=true]").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toMatch(/by=chain.*event=\d+|event=\d+.*by=chain/);
  await page.getByText("In the record").waitFor();
  expect(await findSerious(page)).toEqual([]);
  await page.reload();
  await page.getByText("In the record").waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test("a filter finds what it says, and says how far it has looked", async () => {
  const { page } = await openPage(browser, `${served.url}activity?kinds=decisions`);
  await expect.poll(async () => (await lines(page)).length, PATIENT).toBeGreaterThan(3);
  expect((await lines(page)).every((line) => /approved|rejected|canceled/.test(line))).toBe(true);
  await page.keyboard.press("/");
  await page.keyboard.type("nothing says this");
  await page.getByText("No event fits").waitFor();
  await page.getByText("This is the beginning").waitFor();
  await page.close();
});

test("jobs are listed with their attempts, and the record is proven in words", async () => {
  const { page } = await openPage(browser, `${served.url}activity?tab=jobs`);
  await page.locator("[data-lines] [role=row]").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByText(/Attempt 1 made its version after/).waitFor();
  expect(await findSerious(page)).toEqual([]);
  await page.keyboard.press("v");
  await page.getByText(/The chain holds: \d+ events/).waitFor();
  await page.getByRole("button", { name: "Prove files and verdicts too" }).click();
  await page.getByText(/The record is whole/).waitFor();
  await page.close();
});
