import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { htmlReport } from "../../src/core/trials/report/html-report.ts";
import { junitXml } from "../../src/core/trials/report/junit-xml.ts";
import {
  assertionResult,
  runOf,
  scenarioOf,
  traceIdOf,
  trialResult,
  trialsOf,
  unansweredTrial,
} from "../../src/core/trials/report/run-report.fixture.ts";
import { talkOf, traceOf } from "../../src/core/trials/report/trial-trace.fixture.ts";
import type { TrialResult } from "../../src/core/trials/verdict/scenario-report.ts";
import { findSerious } from "../support/axe.ts";
import { keepScreen, openPage, startBrowser } from "../support/browser.ts";
import { createWorkshop } from "../support/sample-game.ts";

const workshop = createWorkshop("trial-report");
const PAGE = workshop.at("pages/report.html");
let browser: Browser;

/** Ids of its own for each scenario's trials. */
const numbered = (run: number, results: readonly TrialResult[]): TrialResult[] =>
  results.map((result) => ({ ...result, traceId: traceIdOf(result.trialIndex, run) }));

const WHY = "`issue_refund` was called with amount 399, and 39.9 was asked";
const MISSED = [assertionResult("refund issued", { outcome: "fail", required: true, why: WHY }), assertionResult("polite")];
const HARD = (index: number): TrialResult => trialResult(index, { status: "hard_fail", score: 0.4, assertions: MISSED });
const GATE = { minScore: null, minRate: 0.8, minLowerBound: null, passHatK: null };
const RUN = runOf(
  [
    scenarioOf(numbered(1, trialsOf(20, 0)), { name: "greeting" }),
    scenarioOf(numbered(2, [trialResult(0), HARD(1), trialResult(2), HARD(3)]), { name: "refund-delivered-order" }),
    scenarioOf(numbered(3, trialsOf(7, 3)), { name: "address-change", gate: GATE }),
    scenarioOf(numbered(4, [trialResult(0), unansweredTrial(1)]), {
      name: "escalation-to-a-person",
      requested: 5,
      stoppedEarly: "the run was interrupted",
    }),
  ],
  { exitCode: 3 },
);

beforeAll(async () => {
  const missed = RUN.scenarios.flatMap(({ results }) => results).filter(({ status }) => status !== "passed");
  const talk = talkOf("Hello, the lamp that I ordered came broken. I would like my money back, please.");
  mkdirSync(dirname(PAGE));
  writeFileSync(PAGE, htmlReport(RUN, new Map(missed.map((result) => [result.traceId, traceOf(result, talk)]))));
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  workshop.remove();
});

test.each([
  { theme: "dark", width: 1440, height: 1250 },
  { theme: "light", width: 768, height: 1250 },
] as const)("in $theme at $width px nothing serious for axe, all unfolded, and nothing wider than the window", async (look) => {
  const { page, errors, context } = await openPage(browser, pathToFileURL(PAGE).href, look);
  await keepScreen(page, `trial-report-${look.theme}-${look.width}`);
  await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");
  await page.getByRole("region", { name: "All trials of greeting" }).waitFor();
  expect(await findSerious(page)).toEqual([]);
  expect(await page.evaluate(TOO_WIDE)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(TOO_WIDE)).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
  await context.close();
});

const TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth";

test("a cell of the strip unfolds what was said, by keys alone; on paper the page is light, and no wider", async () => {
  const { page, errors, context } = await openPage(browser, pathToFileURL(PAGE).href);
  await page.getByRole("link", { name: "Trial 3: hard fail, score 0.4" }).focus();
  await page.keyboard.press("Enter");
  const trial = page.locator(":target");
  await trial.getByText("I would like my money back").waitFor();
  expect(await trial.innerText()).toContain("lookup_order");
  await page.emulateMedia({ media: "print" });
  // A4 between margins of 15 mm, in CSS pixels.
  await page.setViewportSize({ width: 680, height: 1000 });
  await keepScreen(page, "trial-report-print");
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  expect(await page.evaluate(TOO_WIDE)).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("a browser, which forgives nothing in XML, reads the JUnit report", async () => {
  const { page, context } = await openPage(browser, "about:blank");
  const read = `(xml) => { const doc = new DOMParser().parseFromString(xml, "application/xml");
    return [doc.querySelector("parsererror")?.textContent ?? null, doc.querySelectorAll("testcase").length]; }`;
  expect(await page.evaluate(`(${read})(${JSON.stringify(junitXml(RUN))})`)).toEqual([null, 4]);
  await context.close();
});
