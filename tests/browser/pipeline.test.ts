import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PipelineStage } from "../../src/core/board/board.ts";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { focusedCard, readBoard } from "../support/read-board.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("pipeline");
let browser: Browser;
let served: Served;
let dir: string;

beforeAll(async () => {
  dir = await copyMadeSample(workshop.at("game"));
  served = await serveProject(dir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

/** The board as the server says it is, by stage. */
async function truth(): Promise<Record<string, readonly string[]>> {
  const { stages } = await served.get<{ stages: readonly PipelineStage[] }>("/pipeline");
  return Object.fromEntries(stages.map(({ stage, cards }) => [stage, cards.map(({ spec }) => spec)]));
}

/** Waits until the page shows what the server says. */
async function settles(page: Page): Promise<void> {
  await expect.poll(async () => (await readBoard(page)).stages, { timeout: 20_000 }).toEqual(await truth());
}

test("by keys alone a waiting card is approved, keeps the focus where it goes, and is taken back", async () => {
  const { page, errors } = await openPage(browser, `${served.url}pipeline?fold=closed`);
  await settles(page);
  const [spec = "", next] = (await truth())["waiting"] ?? [];
  await page.locator(`[data-spec="${spec}"]`).focus();
  await page.keyboard.press("j");
  expect(await focusedCard(page)).toBe(next);
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await expect.poll(async () => (await truth())["approved"]).toContain(spec);
  await settles(page);
  expect(await focusedCard(page)).toBe(spec);
  await page.keyboard.press("Z");
  await expect.poll(async () => (await truth())["closed"]).toContain(spec);
  await settles(page);
  expect(await focusedCard(page)).toBe(spec);
  expect(await findSerious(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test("a server that goes away in the middle of its work and comes back leaves no stale and no doubled card", async () => {
  const { page } = await openPage(browser, `${served.url}pipeline?fold=closed`);
  await settles(page);
  const specs = Object.values(await truth()).flat();
  const doubled: string[] = [];
  const watch = setInterval(
    () =>
      void readBoard(page).then(
        (board) => doubled.push(...board.doubled),
        () => undefined,
      ),
    40,
  );
  await served.post("/jobs", { specs, again: true, wait: false });
  await expect.poll(async () => (await readBoard(page)).stages["making"]?.length ?? 0).toBeGreaterThan(0);
  const port = Number(new URL(served.url).port);
  await served.kill();
  await expect.poll(async () => await page.getByText("Offline: this is how it stood").count(), { timeout: 20_000 }).toBe(1);
  served = await serveProject(dir, [], port);
  const isIdle = async (): Promise<boolean> => {
    const now = await truth();
    return [now["ready"], now["queued"], now["making"]].every((specIds) => specIds?.length === 0);
  };
  await expect.poll(isIdle, { timeout: 60_000 }).toBe(true);
  await settles(page);
  clearInterval(watch);
  expect(doubled).toEqual([]);
  expect(Object.values((await readBoard(page)).stages).flat()).toHaveLength(specs.length);
  await page.close();
});
