import { type Browser, chromium, type Page } from "playwright-core";
import { serveCannedStudio } from "./canned-studio.ts";
import { type Figure, median, quantile, round, spread } from "./figure.ts";

const ASSETS = 5000;
const STEPS = 270;
/** A fast hand: nine screens in a second, at 60 frames a second. */
const STEP_PX = 120;

/** Scrolling through a library of thousands, from one frame to the next, beside a page with nothing on it. */
export async function benchLibraryScroll(): Promise<readonly Figure[]> {
  const server = await serveCannedStudio(ASSETS);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const floor = await measureFloor(browser);
    const page = await openLibrary(browser, server.url);
    const first = await scroll(page, STEP_PX);
    const back = await scroll(page, -STEP_PX);
    return [
      figure("a library of 5,000, seen for the first time", first, floor),
      figure("a library of 5,000, scrolled back", back, floor),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

function figure(name: string, framesMs: readonly number[], floorMs: readonly number[]): Figure {
  const value = quantile(framesMs, 0.95);
  const floor = quantile(floorMs, 0.95);
  return {
    name: `scrolling ${name}: frame to frame, p95`,
    value: round(value),
    unit: "ms",
    against: { name: "an empty page scrolled the same way", value: round(floor), ratio: round(value / floor) },
    target: "<= 50 ms",
    holds: value <= 50,
    resolution: `${spread(framesMs, "ms")}, median ${round(median(framesMs))}, slowest ${round(quantile(framesMs, 1))} ms`,
  };
}

async function openLibrary(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/library?cell=72`);
  await page.waitForSelector("[role=gridcell] canvas");
  await page.waitForTimeout(1000);
  return page;
}

async function measureFloor(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent('<div role="grid" style="height:900px;overflow:auto"><div style="height:200000px"></div></div>');
  const frames = await scroll(page, STEP_PX);
  await page.close();
  return frames;
}

/** Scrolls by so much at every frame. @returns the time from each frame to the next, in ms. */
async function scroll(page: Page, stepPx: number): Promise<readonly number[]> {
  // As text, since it runs in the page: its names are none of this program's.
  return await page.evaluate<number[]>(`(async () => {
    const grid = document.querySelector('[role="grid"]');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const frames = [];
    let last = await frame();
    for (let count = 0; count < ${STEPS}; count += 1) {
      grid.scrollBy(0, ${stepPx});
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    return frames;
  })()`);
}
