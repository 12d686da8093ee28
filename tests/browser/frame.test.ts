import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { type Opened, openPage, startBrowser } from "../support/browser.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("frame");
let served: Served;
let browser: Browser;
let opened: Opened;
let page: Page;

beforeAll(async () => {
  served = await serveProject(await copyMadeSample(workshop.at("game")));
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});
beforeEach(async () => {
  opened = await openPage(browser, `${served.url}settings`);
  page = opened.page;
  await page.getByRole("heading", { name: "Settings" }).waitFor();
});
afterEach(async () => {
  expect(opened.errors).toEqual([]);
  await opened.context.close();
});

const dialog = () => page.getByRole("dialog");
const path = () => new URL(page.url()).pathname;

/** Presses keys one after the other, as a hand does. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe("keys", () => {
  test("a sequence goes to a place, names it in the title and leaves the focus at the work", async () => {
    await press("g", "l");
    await page.waitForURL("**/library");
    await expect.poll(async () => await page.title(), { timeout: 10_000 }).toMatch(/^Library · .+ · Touchstone$/);
    // The link that had the focus may be gone with its page.
    await expect.poll(async () => await page.evaluate("document.activeElement?.id"), { timeout: 10_000 }).toBe("work");
  });

  test("a key that is typed into a field is text", async () => {
    await press("?");
    await page.keyboard.type("gl");
    expect(await page.getByLabel("Find an action").inputValue()).toBe("gl");
    expect(path()).toBe("/settings");
  });

  test("switched off, plain characters do nothing, and the palette still opens", async () => {
    await press("?");
    await page.getByLabel("Single-key shortcuts").uncheck();
    await press("Escape", "g", "l");
    expect(path()).toBe("/settings");
    await press("Control+k");
    await dialog().waitFor();
  });

  test("a key of one's own is kept, and one that is taken twice is said", async () => {
    await press("?");
    await page.getByRole("button", { name: "Change the key of Show the keys" }).click();
    await press("i");
    expect(await dialog().getByRole("status").innerText()).toBe("i is both Show the keys and Show or hide the inspector");
    await page.getByRole("button", { name: "Change the key of Show the keys" }).click();
    await press("q", "Escape");
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await press("q");
    expect(await dialog().getAttribute("aria-label")).toBe("Keys");
  });
});

describe("what lies over the screen", () => {
  test("the palette takes what is typed at once, counts what it finds, and goes there", async () => {
    await press("Control+k");
    await page.keyboard.type("emberhook icon spec");
    await expect.poll(async () => await dialog().getByRole("status").innerText()).toBe("1 found");
    expect(await findSerious(page)).toEqual([]);
    await press("Enter");
    await page.waitForURL("**/specs/emberhook-icon");
  });

  test("Escape closes it and goes nowhere, and the focus is back where it was", async () => {
    await press("g", "l");
    await page.waitForURL("**/library");
    // The page comes a moment after its address, and with it the focus goes to the work.
    await page.getByText("Mara Quill, walk cycle").first().waitFor();
    await page.getByRole("button", { name: "Find anything" }).focus();
    await press("Enter");
    await dialog().waitFor();
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
    expect(path()).toBe("/library");
    expect(await page.evaluate("document.activeElement?.textContent")).toContain("Find anything");
  });

  test("the keys of the screen below rest, and Ctrl K closes the palette that it opened", async () => {
    await press("Control+k", "Control+k");
    await dialog().waitFor({ state: "detached" });
    await press("?");
    await page.getByRole("heading", { name: "Keys" }).click();
    await press("g", "l");
    expect(path()).toBe("/settings");
    expect(await findSerious(page)).toEqual([]);
  });

  test("the connection tells who owns the project and what the renderer does", async () => {
    await page.getByRole("button", { name: "live" }).click();
    await expect
      .poll(async () => await dialog().innerText())
      .toMatch(/Process \d+, started .+[\s\S]*touchstone serve[\s\S]*idle/);
    expect(await findSerious(page)).toEqual([]);
  });
});

test("what was done is undone with Z, and stands in the history with it", async () => {
  await page.goto(`${served.url}library`);
  await page.getByText("Emberhook, pickup icon").first().click();
  await press("x");
  await page.getByText("Rejected emberhook-icon").waitFor();
  await press("Z");
  await page.getByText("Undone: Rejected emberhook-icon").waitFor();
  await press("Control+k");
  await page.keyboard.type("what was done");
  await press("Enter");
  expect(await dialog().getByRole("listitem").count()).toBe(2);
});

test("on a narrow screen the inspector lies below the work, and `i` puts it away", async () => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`${served.url}pipeline`);
  const pane = page.getByRole("complementary", { name: "Inspector" });
  // It is shown once a card is chosen.
  await page.getByText("Tide pools").first().waitFor();
  await press("j");
  await pane.waitFor();
  // Both at once: the pane comes when the page has something to put into it.
  const overlap = await page.evaluate(
    `document.querySelector("#work").getBoundingClientRect().bottom - document.querySelector("[aria-label=Inspector]:not(button)").getBoundingClientRect().top`,
  );
  expect(overlap).toBeLessThanOrEqual(0);
  await press("i");
  await pane.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Inspector" }).click();
  await pane.waitFor();
});

test("the first key of the page skips to the work", async () => {
  await page.reload();
  await page.getByRole("link", { name: "Skip to the work" }).waitFor({ state: "attached" });
  await press("Tab", "Enter");
  expect(await page.evaluate("document.activeElement?.id")).toBe("work");
  expect(path()).toBe("/settings");
});
