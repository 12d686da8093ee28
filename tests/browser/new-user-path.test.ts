import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keepScreen, type Opened, openPage, startBrowser } from "../support/browser.ts";
import { byPalette, hasFocus, tabTo } from "../support/keyboard.ts";
import { focusedCard, readBoard } from "../support/read-board.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";

const workshop = createWorkshop("new-user");
const SPEC = "storm-lantern-pickup-icon";
let served: Served;
let browser: Browser;
let opened: Opened;
let page: Page;
let keyboard: Page["keyboard"];

beforeAll(async () => {
  served = await serveProject(await copyMadeSample(workshop.at("game")));
  browser = await startBrowser();
  opened = await openPage(browser, served.url);
  ({ page } = opened);
  page.setDefaultTimeout(12_000);
  ({ keyboard } = page);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

/** Once a step has failed, those after it have no place to begin at. */
let hasFailed = false;
beforeEach(({ skip, onTestFailed }) => {
  skip(hasFailed, "the path ended before this step");
  onTestFailed(async () => {
    hasFailed = true;
    await keepScreen(page, "new-user-failed");
  });
});

// One path through the Studio, in its order; each step begins where the one before it ended. Nothing here uses a mouse.

test("the Studio opens on the pipeline of the sample, and keys lead to a new spec", async () => {
  await page.getByRole("heading", { name: /Waiting for you/ }).waitFor();
  await expect.poll(() => page.url()).toContain("/pipeline");
  await page.getByRole("button", { name: "live" }).waitFor();
  await keyboard.press("g");
  await keyboard.press("s");
  await page.getByRole("heading", { name: "Specs", exact: true }).waitFor();
  await keyboard.press("n");
  await page.getByRole("heading", { name: /What is it\?/ }).waitFor();
});

test("the wizard asks one question after the other, and says what is missing", async () => {
  const title = page.getByRole("textbox", { name: /^Title/ });
  await expect.poll(async () => await hasFocus(title)).toBe(true);
  await keyboard.press("Control+Enter");
  await page.locator("[data-wrong=true]").first().waitFor();
  await tabTo(page, title);
  await keyboard.type("Storm lantern, pickup icon");
  await tabTo(page, page.getByRole("combobox", { name: /^Asset type/ }));
  await choose("ui_icon");
  expect(await page.getByRole("textbox", { name: /^id/i }).inputValue()).toBe(SPEC);
  await keyboard.press("Control+Enter");

  await page.getByRole("heading", { name: /How must it come out\?/ }).waitFor();
  await tabTo(page, page.getByLabel(/^Width/).first());
  await keyboard.type("64");
  await tabTo(page, page.getByLabel(/^Height/).first());
  await keyboard.type("64");
  await tabTo(page, page.getByLabel(/^Variants/).first());
  await keyboard.press("Control+a");
  await keyboard.type("2");
  await keyboard.press("Control+Enter");

  await page.getByRole("heading", { name: /Which model draws it\?/ }).waitFor();
  await tabTo(page, page.getByRole("combobox", { name: /^Checkpoint/ }));
  await choose("copax");
  await keyboard.press("Control+Enter");

  await page.getByRole("heading", { name: /What should it show\?/ }).waitFor();
  await tabTo(page, page.getByRole("textbox", { name: /^Shows/ }));
  await keyboard.type("a brass storm lantern with a caged flame");
  await prompt().getByText("a brass storm lantern with a caged flame").first().waitFor();
  await keyboard.press("Control+Enter");

  await page.getByText(/Nothing stands in the way.*2 images/).waitFor();
  await keyboard.press("Control+Enter");
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/specs/${SPEC}`);
  await page.getByRole("heading", { name: "Storm lantern, pickup icon" }).waitFor();
  await page.getByText("Created specs/storm-lantern-pickup-icon.yaml").waitFor();
});

test("on its page the plan is drawn anew while one types, and the file only when it is saved", async () => {
  const positive = page.getByRole("textbox", { name: /^Shows/ });
  await tabTo(page, positive);
  await keyboard.press("End");
  await keyboard.type(", salt on the glass");
  await prompt().getByText("a brass storm lantern with a caged flame, salt on the glass").first().waitFor({ timeout: 5000 });
  await page.getByText("Not saved yet. Ready and make wait until it is.").waitFor();
  expect(await inFile()).toMatchObject({ prompt: "a brass storm lantern with a caged flame" });
  await keyboard.press("Control+s");
  await page.getByText(`Saved ${SPEC}`).waitFor();
  expect(await inFile()).toMatchObject({ prompt: "a brass storm lantern with a caged flame, salt on the glass" });
});

test("another checkpoint is looked at side by side, and adopted", async () => {
  await byPalette(page, "Switch checkpoint");
  const sheet = page.getByRole("dialog", { name: "Switch the checkpoint" });
  await sheet.getByText(/\d+ decisions differ/).waitFor();
  await sheet.getByText("pony-scores").first().waitFor();
  await tabTo(page, sheet.getByRole("button", { name: "Adopt pony" }));
  expect(await inFile()).toMatchObject({ checkpoint: "copax" });
  await keyboard.press("Enter");
  await page.getByText(`${SPEC} now names pony; save to keep it`).waitFor();
  await page.getByRole("region", { name: "Model" }).getByText("pony-scores v2").waitFor();
  await keyboard.press("Control+s");
  await page.getByText(`Saved ${SPEC}`).waitFor();
  expect(await inFile()).toMatchObject({ checkpoint: "pony" });
});

test("made ready, it stands on the pipeline; made, it moves there while one looks on", async () => {
  await byPalette(page, "Ready");
  await page.getByText(`${SPEC} is ready: its inputs are frozen`).waitFor();
  await byPalette(page, "Go to Pipeline");
  const ready = page.locator(`[data-stage=ready] [data-spec="${SPEC}"]`);
  await tabTo(page, ready);
  expect(await focusedCard(page)).toBe(SPEC);
  const seen = await watchStages();
  await keyboard.press("m");
  await page.locator(`:is([data-stage=approved], [data-stage=waiting]) [data-spec="${SPEC}"]:not([data-pending])`).waitFor();
  const stages = await seen();
  expect(stages[0]).toBe("ready");
  expect(stages.slice(1).some((stage) => stage === "queued" || stage === "making")).toBe(true);
  expect(await focusedCard(page)).toBe(SPEC);
});

test("its asset tells why, with what prompt, by which contract and in how many attempts", async () => {
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Storm lantern, pickup icon" }).waitFor();
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  const panel = page.getByRole("tabpanel");
  await tabTo(page, tab("Why"));
  await panel.getByText("pony-scores v2").waitFor();
  await keyboard.press("ArrowRight");
  await panel.getByText("a brass storm lantern with a caged flame, salt on the glass").first().waitFor();
  await keyboard.press("ArrowRight");
  await panel.getByRole("region", { name: "Checks" }).getByText("margin").first().waitFor();
  await keyboard.press("ArrowRight");
  await panel.getByText(/2 images in \d+ ms/).waitFor();
  await keyboard.press("ArrowRight");
  await expect.poll(async () => await hasFocus(tab("Trace"))).toBe(true);
  await keyboard.press("ArrowRight");
  await expect.poll(async () => await hasFocus(tab("Replay"))).toBe(true);
  await panel.getByText("This version was not replayed yet.").waitFor();
});

test("replayed, the decisions are equal and the pixels identical", async () => {
  const replay = page.getByRole("region", { name: "Replay", exact: true });
  await tabTo(page, replay.getByRole("checkbox", { name: /with pixels/ }));
  await keyboard.press("Space");
  await keyboard.press("p");
  await replay.getByText("Decisions equal.").waitFor();
  await replay.getByText("Environment equal.").waitFor();
  await replay.getByText("Pixels identical.").waitFor();
});

test("rejected by one key and taken back by another, one version stands, and the record is whole", async () => {
  await keyboard.press("x");
  await page.getByText(`Rejected ${SPEC}. Undo approves it.`).waitFor();
  await expect.poll(async () => (await versions())[0]?.decision).toBe("rejected");
  await keyboard.press("Z");
  await page.getByText("Undone:").waitFor();
  await page.getByText("approved", { exact: true }).first().waitFor();
  expect(await versions()).toMatchObject([{ spec: SPEC, decision: "approved", current: true }]);
  expect(await served.get("/verification")).toMatchObject({ ok: true });
  expect((await readBoard(page)).doubled).toEqual([]);
  expect(opened.errors).toEqual([]);
});

/** Takes a name from the list below a field. */
async function choose(name: string): Promise<void> {
  await keyboard.type(name);
  await keyboard.press("Enter");
}

/** The prompt as the plan beside the form shows it. */
function prompt(): ReturnType<Page["getByRole"]> {
  return page.getByRole("tabpanel").getByRole("region", { name: "Prompt" });
}

/** What stands in the file. */
async function inFile(): Promise<{ checkpoint: unknown; prompt: unknown }> {
  const { value } = await served.get<{ value: { checkpoint: string; prompt: { positive: string } } }>(`/records/spec/${SPEC}`);
  return { checkpoint: value.checkpoint, prompt: value.prompt.positive };
}

interface ListedVersion {
  readonly spec: string;
  readonly decision: string;
  readonly current: boolean;
}

async function versions(): Promise<readonly ListedVersion[]> {
  const { assets } = await served.get<{ assets: ListedVersion[] }>(`/assets?spec=${SPEC}&all=true`);
  return assets;
}

/** Notes in the page itself, with every change of it, the stage in which the spec's card stands: none is too short to be seen. */
async function watchStages(): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(`(() => {
    const now = () => document.querySelector('[data-spec="${SPEC}"]')?.closest("[data-stage]")?.getAttribute("data-stage") ?? null;
    window.stages = [now()];
    const note = () => now() !== null && now() !== window.stages.at(-1) && window.stages.push(now());
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
  })()`);
  return async () => (await page.evaluate("window.stages")) as readonly string[];
}
