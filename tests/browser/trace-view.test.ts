import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { keepScreen, type Look, openPage, startBrowser } from "../support/browser.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { MIST, writeFiles } from "../support/stories.ts";
import { playFile, writePage } from "../support/trace-pages.ts";

const workshop = createWorkshop("trace-view");
const STEPS = 20_000;
const FEW = 100;
const at = (name: string): string => workshop.at(name);
let browser: Browser;

/** The same story with a node put in, and something else said in the boat. */
const CHANGED = MIST.replace("Light the lamp, to: boat", "Light the lamp, to: steps")
  .replace("  - id: boat", "  - { id: steps, text: Slick steps down., goto: boat }\n  - id: boat")
  .replace("The boat rocks.", "The boat rocks hard.");

/** A story that goes round for ever: as many steps as one likes. */
const ROUND = `format: touchstone.scene/1
id: round
start: a
variables:
  count: { type: integer, default: 0 }
nodes:
  - { id: a, text: Round and round., do: [{ type: increment, key: count }], choices: [{ id: on, text: Go on, to: b }] }
  - { id: b, text: And round again., choices: [{ id: on, text: Go on, to: a }, { id: up, text: Look up, to: a }] }
`;

beforeAll(async () => {
  writeFiles(workshop.dir, { "mist.yaml": MIST, "now.yaml": CHANGED, "round.yaml": ROUND });
  const [golden, now] = [await playFile(workshop.dir, "mist.yaml", WAYS), await playFile(workshop.dir, "now.yaml", WAYS)];
  const round = async (steps: number): Promise<string> =>
    await playFile(workshop.dir, "round.yaml", { choices: [], maxSteps: steps });
  await writePage(at("compared.html"), [now], golden);
  await writePage(at("many.html"), [await round(STEPS)]);
  await writePage(at("few.html"), [await round(FEW)]);
  await writePage(at("cut.html"), [golden.slice(0, golden.lastIndexOf('"i":4')), golden]);
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  workshop.remove();
});

const WAYS = { choices: ["light", "back", "light", "back", "board", "row"], maxSteps: 100 };

async function open(name: string, look?: Look) {
  const opened = await openPage(browser, pathToFileURL(at(name)).href, look);
  await opened.page.getByRole("listbox", { name: "Steps" }).waitFor();
  return opened;
}

function linesOf(page: Page): Locator {
  return page.getByRole("listbox", { name: "Steps" }).getByRole("option");
}

/** The chosen step, as its line says it. */
async function chosen(page: Page): Promise<string> {
  return (await linesOf(page).and(page.locator("[aria-selected=true]")).innerText()).replaceAll(/\s+/g, " ");
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("a golden and a trace stand beside each other from a disk: first difference, causes and state, by keys alone", async () => {
  const { page, errors, context } = await open("compared.html");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const causes = page.getByRole("region", { name: "Why they differ" }).getByRole("listitem");
  expect(await causes.count()).toBe(2);
  const detail = page.getByRole("complementary", { name: "The step" });
  await expect.poll(async () => await chosen(page)).toContain("steps");
  await press(page, "End", "g", "g");
  await expect.poll(async () => await chosen(page)).toContain("Slick steps down.");
  await detail.getByText("Only the trace has this step.").waitFor();
  await press(page, "N");
  await detail.getByText("Different: what is said.").waitFor();
  await detail.getByRole("region", { name: "What is said" }).getByText("The boat rocks hard.").waitFor();
  await press(page, "n", "p", "k");
  await expect.poll(async () => await chosen(page)).toContain("steps");
  await press(page, "Home");
  await expect.poll(async () => await chosen(page)).toContain("quay");
  await detail.getByText("must be under 5, it is 10").waitFor();
  await press(page, "f");
  await page.getByText("Copied the command that takes board at step 0").or(page.getByText("takes `board`")).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
    "touchstone playtest run now.yaml --pov mina --seed 3 --choices board",
  );
  await press(page, "v");
  await page.getByRole("group", { name: "Graph of mist" }).getByRole("button", { name: /^boat/ }).click();
  await expect.poll(async () => await detail.innerText()).toContain("boat");
  expect(errors).toEqual([]);
  await context.close();
});

test.each([
  { theme: "dark", width: 1440, height: 900 },
  { theme: "light", width: 768, height: 1024 },
] as const)("in $theme at $width px nothing serious for axe, and nothing wider than the window", async (look) => {
  const { page, errors, context } = await open("compared.html", look);
  await keepScreen(page, `trace-${look.theme}-${look.width}`);
  expect(await findSerious(page)).toEqual([]);
  await press(page, "v");
  await page.getByRole("group", { name: "Graph of mist" }).waitFor();
  expect(await findSerious(page)).toEqual([]);
  await press(page, "?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("20,000 steps stay fluid: few lines are in the page, and going through them is not slower than through 100", async () => {
  const few = await open("few.html");
  const fewMs = await walkMs(few.page);
  await few.context.close();
  const { page, errors, context } = await open("many.html");
  await page.getByText("20,000 steps").first().waitFor();
  expect(await walkMs(page)).toBeLessThan(3 * fewMs + 200);
  expect(await linesOf(page).count()).toBeLessThan(80);
  await press(page, "End");
  await expect.poll(async () => await chosen(page)).toContain(String(STEPS - 1));
  await page
    .getByRole("row", { name: "count" })
    .getByText(String(STEPS / 2))
    .waitFor();
  await press(page, "/");
  await page.keyboard.type("set:count");
  await page.getByText("10,000 of 20,000").waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

/** Goes down by keys and scrolls, in 30 frames; how long that took. */
async function walkMs(page: Page): Promise<number> {
  return await page.evaluate(`new Promise((done) => {
    const list = document.querySelector("[role=listbox]");
    const begun = performance.now();
    let left = 30;
    const frame = () => {
      list.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
      list.scrollTop += left % 2 === 0 ? 700 : -600;
      if (left-- > 0) requestAnimationFrame(frame); else done(performance.now() - begun);
    };
    requestAnimationFrame(frame);
  })`);
}

test("a damaged trace is shown up to its damage, which is named; the other trace of the page is whole", async () => {
  const { page, errors, context } = await open("cut.html");
  await page.getByRole("alert").getByText("trace-1.jsonl:7").waitFor();
  expect(await linesOf(page).count()).toBe(4);
  await page.getByText("end not recorded").waitFor();
  await press(page, "]");
  await page.getByText("ended").first().waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});
