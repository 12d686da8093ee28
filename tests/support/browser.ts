import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where Debian puts it; another one is named with `TOUCHSTONE_CHROMIUM`. */
const CHROMIUM = process.env["TOUCHSTONE_CHROMIUM"] ?? "/usr/bin/chromium";

/** Nothing is asked of any host but ours. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-gpu",
];

/** Starts a real browser without a window. A test that needs one fails where there is none: it must not read as passed. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(`no browser at ${CHROMIUM}; install Debian's chromium, or name one with TOUCHSTONE_CHROMIUM`);
  return await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, "--no-sandbox"] });
}

/** How a page is looked at. */
export interface Look {
  readonly theme?: "dark" | "light";
  readonly width?: number;
  readonly height?: number;
  /** 2 is a browser zoom of 200 %: half as many CSS pixels, each twice as large. */
  readonly zoom?: number;
  readonly reducedMotion?: boolean;
}

/** A page of its own, with what it logged as an error. */
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught exceptions, console errors and violations of the content security policy. */
  readonly errors: readonly string[];
}

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<Opened> {
  const { theme = "dark", width = 1440, height = 900, zoom = 1, reducedMotion = false } = look;
  const context = await browser.newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    colorScheme: theme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  await page.goto(url);
  return { page, context, errors };
}

/** Keeps a picture of a page, for people: in `test-output/screens`, or where `TOUCHSTONE_SCREENS` says. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  const folder = process.env["TOUCHSTONE_SCREENS"] ?? path.join("test-output", "screens");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
}
