import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "../../src/adapters/processes/find-free-port.ts";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";
import { serveProject, type Served } from "../support/serve.ts";

const PATIENT = { timeout: 20_000 };
/** Four changes of an environment, each with uv, git and Python; on a machine that is busy otherwise. */
const LONG_MS = 60_000;
let project: GovernedProject;
let browser: Browser;
let served: Served;

beforeAll(async () => {
  project = await openGovernedProject(`[run]\nport = ${await findFreePort()}\n`);
  project.behave("exit");
  served = await serveProject(project.dir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  project.remove();
});

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function says(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor(PATIENT);
}

test(
  "by keys alone: no environment, a pack added and tried, a conflict resolved, core approved and promoted",
  async () => {
    const { page, errors, context } = await openPage(browser, served.url);
    await page.getByRole("link", { name: "Environment" }).waitFor(PATIENT);
    await press(page, "g", "e");
    await says(page, "Nothing governs a ComfyUI here yet", "touchstone env init --comfyui-dir ComfyUI");
    expect(await findSerious(page)).toEqual([]);
    await project.init();
    await page.getByRole("heading", { name: "Generations" }).waitFor(PATIENT);

    await press(page, "n");
    await page.getByRole("dialog", { name: "Add a node pack" }).waitFor();
    await page.keyboard.type(project.pack("glow", { ...LOADS, "requirements.txt": "old-numpy-lib\n" }));
    await press(page, "Enter");
    await says(page, "Fetched: it waits for a try", "not tried yet");
    await page.locator("header").getByRole("button", { name: "Try glow" }).waitFor(PATIENT);
    await press(page, "p");
    await page.locator("header").getByRole("button", { name: "Resolve glow" }).waitFor(PATIENT);
    expect(await findSerious(page)).toEqual([]);

    await press(page, "p");
    await says(page, "No set of packages satisfies everybody", "overrules: core asks for numpy==2.1.0");
    await press(page, "2");
    await page.getByRole("heading", { name: "Promote" }).waitFor(PATIENT);
    await says(page, "promoting takes your word and a reason", "What promoting does");
    expect(await findSerious(page)).toEqual([]);
    await press(page, "p", "Space", "Tab");
    await page.keyboard.type("tried it");
    await press(page, "Enter");
    await says(page, "Promoted: the candidate is production");

    expect(errors).toEqual([]);
    await context.close();
  },
  LONG_MS,
);

test("by keys alone: a rollback is looked at, done and undone, and Activity tells all of it", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}environment`);
  await page.locator("header").getByText("generation 3").waitFor(PATIENT);
  await press(page, "b");
  const sheet = page.getByRole("dialog", { name: "Roll back to the generation before" });
  await sheet.getByText("Production: generation 3 → 1").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "Enter");
  await says(page, "Rolled back: production is an earlier state");
  await page.locator("header").getByText("generation 1").waitFor(PATIENT);
  await press(page, "Z");
  await page.locator("header").getByText("generation 3").waitFor(PATIENT);
  await press(page, "g", "a");
  await page
    .getByRole("link", { name: /^transaction / })
    .first()
    .waitFor(PATIENT);
  expect(errors).toEqual([]);
  await context.close();
});

test("a generation says how it differs; ComfyUI is started and stopped beside its log; what the environment rests on is looked at", async () => {
  project.behave("healthy");
  const look = { theme: "light", width: 768, height: 1024 } as const;
  const { page, errors, context } = await openPage(browser, `${served.url}environment?at=3`, look);
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("list", { name: "Packages that differ" }).getByText("old-numpy-lib").waitFor(PATIENT);
  await inspector.getByText("core", { exact: true }).waitFor();
  expect(await findSerious(page)).toEqual([]);
  await press(page, "s");
  const comfyui = page.getByRole("region", { name: "ComfyUI" });
  await comfyui.getByText("running", { exact: true }).waitFor(PATIENT);
  await press(page, "l");
  await page.getByRole("log").getByText("To see the GUI go to").waitFor(PATIENT);
  await press(page, "Escape", "s");
  await comfyui.getByText("not running").waitFor(PATIENT);
  await press(page, "d");
  await page.getByRole("dialog", { name: "What the environment rests on" }).getByText("uv", { exact: true }).waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});
