import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PipelineStage } from "../../src/core/board/board.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { readBoard } from "../support/read-board.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("server-away");
const PATIENT = { timeout: 30_000 };
/** Time within which a tab must notice that the server is gone. */
const NOTICED_MS = 1500;
let browser: Browser;
let served: Served;
let dir: string;

beforeAll(async () => {
  dir = await copyMadeSample(workshop.at("game"));
  served = await serveProject(dir);
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

test("a server that is lost at work and comes back leaves two tabs truthful, with each card once and no event lost", async () => {
  const { page: first, context, errors } = await openPage(browser, `${served.url}pipeline?fold=closed`);
  const second = await openTab(context, "pipeline?fold=closed");
  const activity = await openTab(context, "activity");
  const boards = [first, second];
  for (const tab of boards) await settles(tab);
  for (const tab of [...boards, activity]) await badge(tab, "live");
  for (const tab of boards) await tab.evaluate(NOTE_WHAT_SHOWS);

  const specs = Object.values(await truth()).flat();
  await served.post("/jobs", { specs, again: true, wait: false });
  await expect.poll(async () => (await readBoard(second)).stages["making"]?.length ?? 0, PATIENT).toBeGreaterThan(0);
  const lostAtMs = Date.now();
  await served.kill();
  for (const tab of boards) await tab.getByText("Offline: this is how it stood").waitFor(PATIENT);
  for (const tab of [...boards, activity]) await badge(tab, "offline");
  const backAtMs = Date.now();
  served = await serveProject(dir, [], Number(new URL(served.url).port));

  for (const tab of [...boards, activity]) await badge(tab, "live");
  await expect.poll(async () => await isIdle(), { timeout: 90_000 }).toBe(true);
  for (const tab of boards) await settles(tab);
  for (const tab of boards) {
    const { doubled, badges } = await noted(tab);
    expect(doubled).toEqual([]);
    // A moment is given to notice: from then on nothing calls itself live until there is a server again.
    const away = saidBetween(badges, lostAtMs + NOTICED_MS, backAtMs);
    expect(away.filter((text) => text.includes("live"))).toEqual([]);
    expect(away.some((text) => text.includes("offline"))).toBe(true);
    const after = badges.filter(({ atMs }) => atMs > backAtMs).map(({ text }) => text);
    const live = after.findIndex((text) => text.includes("live"));
    // How long it catches up is the machine's matter; that it does is what the boards and the log show below.
    expect(live).toBeGreaterThanOrEqual(0);
    expect(after.slice(0, live).filter((text) => !/offline|behind|catching up/.test(text))).toEqual([]);
    expect(
      Object.values((await readBoard(tab)).stages)
        .flat()
        .toSorted(),
    ).toEqual(specs.toSorted());
  }
  const { head } = await served.get<{ head: number }>("/events?limit=1");
  expect(await readSeqs(activity, head)).toEqual(Array.from({ length: head }, (_, index) => head - index));
  expect(errors.filter((error) => !error.includes("ERR_"))).toEqual([]);
  await context.close();
}, 180_000);

test("a tab that gets no stream says that it polls, shows the truth all the same, and returns to the stream", async () => {
  const { page, context } = await openPage(browser, "about:blank");
  await page.route("**/events/stream*", async (route) => await route.abort());
  await page.goto(`${served.url}pipeline?fold=closed`);
  await badge(page, "polling");
  await settles(page);
  const [waiting = ""] = (await truth())["waiting"] ?? [];
  const { assets } = await served.get<{ assets: { versionId: string }[] }>(`/assets?spec=${waiting}`);
  await served.post(`/assets/${assets[0]?.versionId ?? ""}/approve`);
  await settles(page);
  expect((await readBoard(page)).stages["approved"]).toContain(waiting);
  await badge(page, "polling");
  await page.unroute("**/events/stream*");
  await badge(page, "live");
  await context.close();
}, 90_000);

async function openTab(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${served.url}${path}`);
  return page;
}

/** Waits until the badge of the connection begins with a word, after its icon. */
async function badge(page: Page, word: string): Promise<void> {
  await page
    .getByRole("button", { name: new RegExp(`^\\W*${word}`) })
    .first()
    .waitFor(PATIENT);
}

/** The board as the server says it is, by stage. */
async function truth(): Promise<Record<string, readonly string[]>> {
  const { stages } = await served.get<{ stages: readonly PipelineStage[] }>("/pipeline");
  return Object.fromEntries(stages.map(({ stage, cards }) => [stage, cards.map(({ spec }) => spec)]));
}

/** Waits until the page shows what the server says. */
async function settles(page: Page): Promise<void> {
  await expect.poll(async () => (await readBoard(page)).stages, PATIENT).toEqual(await truth());
}

async function isIdle(): Promise<boolean> {
  const now = await truth();
  return [now["ready"], now["queued"], now["making"]].every((specs) => specs?.length === 0);
}

interface Noted {
  /** What the badge said, from when on (epoch ms). */
  readonly badges: readonly { readonly text: string; readonly atMs: number }[];
  /** Specs that stood on the board more than once, at any moment. */
  readonly doubled: readonly string[];
}

/** What the badge said in some time: what it said at its beginning, and what it changed to. */
function saidBetween(badges: Noted["badges"], fromMs: number, toMs: number): readonly string[] {
  const before = badges.filter(({ atMs }) => atMs <= fromMs).slice(-1);
  return [...before, ...badges.filter(({ atMs }) => atMs > fromMs && atMs < toMs)].map(({ text }) => text);
}

/** Runs in the page: from now on every change of it is looked at, before it can be seen. */
const NOTE_WHAT_SHOWS = `{
  const noted = (window.noted = { badges: [], doubled: [] });
  const look = () => {
    const text = document.querySelector("header button[aria-haspopup=dialog]")?.innerText ?? "";
    if (noted.badges.at(-1)?.text !== text) noted.badges.push({ text, atMs: Date.now() });
    const specs = [...document.querySelectorAll("[data-stage] [data-spec]")].map(({ dataset }) => dataset.spec);
    noted.doubled.push(...specs.filter((spec, index) => specs.indexOf(spec) !== index));
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}`;

async function noted(page: Page): Promise<Noted> {
  return (await page.evaluate("window.noted")) as Noted;
}

/** Runs in the page: the seqs of the lines that are drawn, from the top, and the next screenful. */
const READ_AND_SCROLL = `(() => {
  const lines = document.querySelector("[data-lines]");
  const seqs = [...lines.querySelectorAll("[role=row]")]
    .toSorted((a, b) => a.ariaRowIndex - b.ariaRowIndex)
    .map((row) => Number.parseInt(row.innerText, 10));
  lines.parentElement.scrollBy(0, 400);
  return seqs;
})()`;

/** All seqs that Activity lists, from the top to the beginning, each as often as it stands there. */
async function readSeqs(page: Page, head: number): Promise<readonly number[]> {
  await page
    .locator(`[data-lines] [role=row]`, { hasText: String(head) })
    .first()
    .waitFor(PATIENT);
  const seqs: number[] = [];
  const begunMs = Date.now();
  while (seqs.at(-1) !== 1 && Date.now() - begunMs < PATIENT.timeout) {
    const drawn = (await page.evaluate(READ_AND_SCROLL)) as readonly number[];
    // Screenfuls overlap: what is new follows the last one known.
    seqs.push(...drawn.slice(drawn.lastIndexOf(seqs.at(-1) ?? Number.NaN) + 1));
    await page.waitForTimeout(50);
  }
  return seqs;
}
