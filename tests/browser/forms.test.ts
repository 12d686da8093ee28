import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { keepScreen, openPage, startBrowser } from "../support/browser.ts";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { touchstoneJson } from "../support/touchstone.ts";

const workshop = createWorkshop("studio-forms");
const dir = copySample(workshop.at("game"));
const fileOf = (file: string): string => readFileSync(path.join(dir, file), "utf8");
let served: Served;
let browser: Browser;

beforeAll(async () => {
  await touchstoneJson(["spec", "ready", "mara-walk"], { cwd: dir });
  served = await serveProject(dir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.kill();
  workshop.remove();
});

const at = (address: string): string => `${served.url}${address}`;
/** Waits until the Studio says so. */
const toast = async (page: Page, text: string): Promise<void> =>
  await page.locator("[role=status][aria-live=polite]", { hasText: text }).waitFor();
const gone = async (page: Page, text: string): Promise<void> => await page.getByText(text).waitFor({ state: "detached" });

/** Presses keys one after the other; what is no key is typed. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(Tab|Enter|Escape|Arrow\w+|Control\+\w+|[a-zA-Z])$/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.type(key);
  }
}

test("a new spec is made by the wizard with the keyboard alone, and undone", async () => {
  const { page, errors } = await openPage(browser, at("specs"));
  await page.waitForSelector("table");
  await press(page, "n");
  await page.waitForSelector("[id=field-title]:focus");
  await press(page, "Brass whistle, icon", "Tab", "ui_ic", "ArrowDown", "Enter", "Control+Enter");
  await page.waitForSelector("[id='field-output.kind']:focus");
  await press(page, "Tab", "48", "Tab", "48", "Control+Enter");
  await page.waitForSelector("[id=field-checkpoint]:focus");
  await press(page, "pony", "Enter", "Control+Enter");
  await page.waitForSelector("[id='field-prompt.positive']:focus");
  await press(page, "a small whistle of worn brass", "Tab", "Tab", "material:brass", "Enter", "item:key", "Enter");
  await page.waitForSelector("text=material:brass");
  await keepScreen(page, "new-spec-shows");
  await press(page, "Control+Enter");
  await page.waitForSelector("text=Nothing stands in the way");
  await keepScreen(page, "new-spec-review");
  await press(page, "Control+Enter");
  await page.waitForURL("**/specs/brass-whistle-icon");
  expect(fileOf("specs/brass-whistle-icon.yaml")).toContain("item:key");
  await toast(page, "Created specs/brass-whistle-icon.yaml");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL("**/specs");
  expect(existsSync(path.join(dir, "specs/brass-whistle-icon.yaml"))).toBe(false);
  expect(errors).toEqual([]);
});

test("a spec is edited while its plan follows, saved with its comments, and undone", async () => {
  const before = fileOf("specs/emberhook-card.yaml");
  const { page, errors } = await openPage(browser, at("specs/emberhook-card"));
  await page.click("[id='field-output.width']");
  await press(page, "ArrowUp");
  await page.waitForSelector("[aria-label=Parameters] >> text=97");
  await page.getByRole("tab", { name: "File" }).click();
  await page.waitForSelector("[data-change=added]");
  await keepScreen(page, "spec-file");
  await press(page, "Control+s");
  await toast(page, "Saved emberhook-card");
  const saved = fileOf("specs/emberhook-card.yaml");
  expect(saved).toBe(before.replace("width: 96", "width: 97"));
  await page.getByRole("button", { name: "Undo" }).click();
  await toast(page, "Undone");
  expect(fileOf("specs/emberhook-card.yaml")).toBe(before);
  expect(errors).toEqual([]);
});

test("what an editor writes into a file is on the screen soon, without a reload", async () => {
  const { page, context } = await openPage(browser, at("specs"));
  await page.getByText("Tidestone").first().waitFor();
  const before = fileOf("specs/tidestone.yaml");
  writeFileSync(path.join(dir, "specs/tidestone.yaml"), before.replace(/^title: .*$/m, "title: Renamed elsewhere"));
  await page.getByText("Renamed elsewhere").first().waitFor({ timeout: 15_000 });
  writeFileSync(path.join(dir, "specs/tidestone.yaml"), before);
  await context.close();
});

test("another checkpoint is looked at side by side, and adopted without naming the old one's records", async () => {
  const { page, errors } = await openPage(browser, at("specs/fen-ground"));
  await page.waitForSelector("[aria-label=Stack]");
  await press(page, "c");
  await page.waitForSelector("text=decisions differ");
  await keepScreen(page, "spec-switch");
  expect(await findSerious(page)).toEqual([]);
  await page.getByRole("button", { name: /^Adopt/ }).click();
  await page.waitForSelector("text=Not saved yet");
  expect(await page.inputValue("[id=field-checkpoint]")).toContain("Pony");
  await page.getByRole("button", { name: "Put changes aside" }).click();
  await gone(page, "Not saved yet");
  expect(errors).toEqual([]);
});

test("what stands in the way is said with its way out, and leads to its field", async () => {
  const { page } = await openPage(browser, at("specs/draft-rope-button"));
  await page.getByRole("button", { name: "Go to the field" }).click();
  await page.waitForSelector("[id='field-output.states-word-0']:focus");
  await page.click("[id='field-output.states']");
  await press(page, "disabled", "Enter");
  await gone(page, "Go to the field");
});

test("before a baseline is saved, the specs that it makes stale are shown", async () => {
  const { page, errors } = await openPage(browser, at("settings/baseline/copax-fen"));
  await page.fill("[id='field-loras[0].weight']", "0.5");
  await page.waitForSelector("text=Become stale");
  await page.waitForSelector("text=mara-walk");
  await keepScreen(page, "settings-stale");
  await page.getByRole("button", { name: /^Save/ }).click();
  await toast(page, "Saved copax-fen");
  await page.goto(at("specs/mara-walk"));
  await page.waitForSelector("text=The files have moved on in");
  await press(page, "b");
  await toast(page, "mara-walk adopted the files");
  expect(errors).toEqual([]);
});

test("a profile that is saved becomes its next version", async () => {
  const { page, errors } = await openPage(browser, at("settings/profile/pony.pony-scores.v2"));
  await page.waitForSelector("text=saving writes version 3");
  await page.fill("[id='field-notes']", "Softer than before.");
  await press(page, "Control+s");
  await page.waitForURL("**/pony.pony-scores.v3");
  expect(fileOf("profiles/pony/pony-scores.v3.yaml")).toContain("version: 3");
  expect(errors).toEqual([]);
});

test("a part of the policies is gone to without moving the frame", async () => {
  const { page } = await openPage(browser, at("settings/project/project?part=entities"));
  await page.waitForSelector("[id=part-entities]");
  await page.waitForTimeout(300);
  expect(
    await page.evaluate("[document.scrollingElement.scrollTop, document.scrollingElement.scrollHeight - innerHeight]"),
  ).toEqual([0, 0]);
  expect(await page.getByRole("heading", { name: "Policies" }).isVisible()).toBe(true);
});

test("a list is reordered and a field returned to its default by keyboard", async () => {
  const { page } = await openPage(browser, at("settings/lora/new"));
  await page.click("[id=field-checkpoints]");
  await press(page, "pony", "Enter", "copax", "Enter");
  await page.focus("[id='field-checkpoints-word-1']");
  await page.keyboard.press("Alt+ArrowLeft");
  await page.waitForSelector("[id='field-checkpoints-word-0'][aria-label^=copax]:focus");
  await page.click("[id='field-weight.max']");
  await press(page, "ArrowUp");
  await page.getByRole("button", { name: /default: 2/ }).click();
  expect(await page.inputValue("[id='field-weight.max']")).toBe("2");
});

const LOOKS = [
  { theme: "dark", width: 1440 },
  { theme: "light", width: 768, reducedMotion: true },
  { theme: "dark", width: 1440, zoom: 2 },
] as const;

test.each([
  ["spec", "specs/emberhook-card", "[aria-label=Stack]"],
  ["settings-tags", "settings/tags/tags", "[id='field-tags[0].id']"],
  ["settings-policies", "settings/project/project", "[id='field-policies.retry.maxAttempts']"],
  ["specs", "specs?at=bogwick-icon", "table"],
  ["settings-entity", "settings/entity/emberhook", "[id=field-kind]"],
  ["new-spec", "specs/new", "[id=field-title]"],
  ["settings", "settings", "text=LoRAs"],
  ["settings-profile", "settings/profile/pony.pony-scores.v1", "[id=field-separator]"],
  ["settings-lora", "settings/lora/moss-fuzz", "[id='field-weight.default']"],
  ["settings-loras", "settings/lora", "text=moss-fuzz"],
])("axe finds nothing serious on %s, and nothing is cut off", async (name, address, awaited) => {
  // Three looks take turns over the pages: all of them on each would take minutes.
  const look = LOOKS[name.length % LOOKS.length];
  const { page, context, errors } = await openPage(browser, at(address), look);
  await page.waitForSelector(awaited);
  await keepScreen(page, name);
  expect(await findSerious(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")).toBe(false);
  expect(errors).toEqual([]);
  await context.close();
});
