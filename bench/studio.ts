import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Browser, Page, Response } from "playwright-core";
import { startBrowser } from "../tests/support/browser.ts";
import { copyMadeSample } from "../tests/support/sample-game.ts";
import { serveProject } from "../tests/support/serve.ts";
import { type Figure, median, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";

const ROUNDS = 9;
const MOST_BYTES = 350 * 1024;
const MOST_MS = 1500;

/** What the Studio costs whoever opens it for the first time: what is loaded, and how soon it answers to a key. */
export async function benchStudio(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const served = await serveProject(await copyMadeSample(dir));
    const browser = await startBrowser();
    try {
      return [await firstLoad(browser, served.url), await interactive(browser, served.url)];
    } finally {
      await browser.close();
      await served.end();
    }
  });
}

async function firstLoad(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage();
  const loaded: Response[] = [];
  page.on("response", (response) => void loaded.push(response));
  await page.goto(`${url}pipeline`);
  await page.locator("[data-spec]").first().waitFor();
  // What is fetched ahead, once the board is there, is loaded too.
  await page.waitForTimeout(1000);
  const code = loaded.filter((response) => /\.(js|css)$/.test(new URL(response.url()).pathname));
  const sizes = await Promise.all(code.map(async (response) => gzipSync(await response.body()).length));
  await page.close();
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const floor = await reactBytes();
  return {
    name: "Studio, first load: scripts and styles of the pipeline, gzip",
    value: round(bytes / 1024),
    unit: "KB",
    against: { name: "react and react-dom alone", value: round(floor / 1024), ratio: round(bytes / floor) },
    target: "<= 350 KB",
    holds: bytes <= MOST_BYTES,
    resolution: `exact; ${code.length} files`,
  };
}

/** What any page made with React loads. */
async function reactBytes(): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createRoot } from "react-dom/client"; import { createElement } from "react";
        createRoot(document.body).render(createElement("p"));`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return gzipSync(outputFiles[0]?.contents ?? "").length;
}

async function interactive(browser: Browser, url: string): Promise<Figure> {
  const values: number[] = [];
  const floor: number[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    floor.push(await timedVisit(browser, async (page) => void (await page.goto(`${url}icon.svg`))));
    values.push(await timedVisit(browser, async (page) => await answersAKey(page, `${url}pipeline`)));
  }
  const [value, bare] = [median(values), median(floor)];
  return {
    name: "Studio, from nothing to a board that answers to a key, median",
    value: round(value),
    unit: "ms",
    against: { name: "its icon alone, from the same server", value: round(bare), ratio: round(value / bare) },
    target: `<= ${MOST_MS} ms`,
    holds: value <= MOST_MS,
    resolution: spread(values, "ms"),
  };
}

/** Time of a visit by a browser that keeps nothing of the visits before. */
async function timedVisit(browser: Browser, visit: (page: Page) => Promise<void>): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const begun = performance.now();
  await visit(page);
  const ms = performance.now() - begun;
  await context.close();
  return ms;
}

/** Goes there and presses a key as soon as there are cards, until one of them has the focus. */
async function answersAKey(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("[data-spec]").first().waitFor();
  const focused = page.locator("[data-spec]:focus");
  while ((await focused.count()) === 0) await page.keyboard.press("j");
}
