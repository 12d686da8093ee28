import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { openPage, startBrowser } from "../support/browser.ts";
import { CHECKPOINT_FILES, writeComfyProject } from "../support/comfy-game.ts";
import { type FakeComfy, startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import { readBoard } from "../support/read-board.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("backends");
/** Heartbeats, by which a page hears of servers, are five seconds apart. */
const PATIENT = { timeout: 15_000 };
let browser: Browser;
let served: Served;
let comfy: FakeComfy;

beforeAll(async () => {
  comfy = await startComfy();
  served = await serveProject(writeComfyProject(workshop.at("game"), { specs: { lamp: { variants: 2 } } }));
  await served.post("/ready", { specs: ["lamp"] });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  await comfy.stop();
  workshop.remove();
});

/** Slow enough that a picture of what it draws is seen. */
async function startComfy(port = 0): Promise<FakeComfy> {
  return await startFakeComfy({ port, checkpoints: CHECKPOINT_FILES, stepMs: 200, steps: 6, switches: { previews: "always" } });
}

/** The card of the fake server, which is named by its port. */
function cardOf(page: Page): Locator {
  return page.getByRole("article", { name: String(comfy.port) });
}

async function says(card: Locator, ...texts: readonly (string | RegExp)[]): Promise<void> {
  for (const text of texts) await card.getByText(text, { exact: typeof text === "string" }).waitFor(PATIENT);
}

test("by keys alone a server is tested, added, seen up, switched off and on again, removed and brought back", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}backends`);
  const { keyboard } = page;
  await page.getByText("No ComfyUI server yet").waitFor();
  await keyboard.press("n");
  await page.getByRole("dialog").waitFor();
  await keyboard.type(comfy.url);
  await keyboard.press("Enter");
  await page.getByText("answers at").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);
  await keyboard.press("Enter");
  const card = cardOf(page);
  await says(card, "up", "0.33.0", "2 checkpoint files");
  await keyboard.press("o");
  await says(card, "switched off");
  await keyboard.press("Z");
  await says(card, "up");
  await keyboard.press("x");
  await card.waitFor({ state: "detached" });
  await keyboard.press("Z");
  await says(card, "up");
  expect(await findSerious(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("a server that dies is down in plain words, its job waits and says for what, and is drawn before one's eyes when it is back", async () => {
  const { page, errors, context } = await openPage(browser, `${served.url}backends`);
  const { keyboard } = page;
  await says(cardOf(page), "up");
  await comfy.kill();
  await keyboard.press("R");
  await says(cardOf(page), "down", /Nothing listens at/);
  await page.getByRole("link", { name: "1 server down" }).waitFor(PATIENT);

  const viewed = page.waitForRequest((request) => request.method() === "PUT" && request.url().endsWith("/viewing"));
  await keyboard.press("g");
  await keyboard.press("p");
  await page.locator("[data-spec=lamp]").focus();
  expect((await viewed).postDataJSON()).toMatchObject({ specIds: ["lamp"] });
  await page.getByText("no ComfyUI server of this project answers").waitFor();
  await keyboard.press("m");
  await page.getByText("1 job waits for a ComfyUI server: none answers.").waitFor(PATIENT);
  expect(await findSerious(page)).toEqual([]);

  comfy = await startComfy(comfy.port);
  await served.get("/backends?refresh=true");
  const preview = page.locator("[data-spec=lamp] [data-preview] img");
  await preview.waitFor(PATIENT);
  await page.getByRole("img", { name: "lamp, as it looks so far" }).waitFor();
  await page.getByText(/KSampler/).waitFor();
  expect((await page.locator("[data-spec=lamp]").boundingBox())?.height).toBe(96);
  expect(await findSerious(page)).toEqual([]);
  await expect.poll(async () => (await readBoard(page)).stages["making"], PATIENT).toEqual([]);
  await preview.waitFor({ state: "detached" });
  const { stages } = await readBoard(page);
  expect([stages["waiting"], stages["approved"]].flat()).toEqual(["lamp"]);
  expect(errors).toEqual([]);
  await context.close();
});
