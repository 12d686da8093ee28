import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { openStream, startStreamServer, until, type StreamServer } from "../support/stream-server.ts";

/** Debian's. */
const CHROMIUM = "/usr/bin/chromium";
const SOURCE = path.join(import.meta.dirname, "../../src/studio/stream/connect-stream.ts");
const HEARTBEAT_MS = 400;

/** What a page of this test keeps. */
interface Heard {
  readonly seqs: number[];
  readonly states: string[];
}

const SCRIPT = `
  const stream = connectStream({ base: location.origin, since: 0, pollMs: 250, heartbeatMs: ${HEARTBEAT_MS} });
  globalThis.heard = { seqs: [], states: [] };
  stream.subscribe({ events: (events) => heard.seqs.push(...events.map((event) => event.seq)), state: (state) => heard.states.push(state) });
`;

const heardBy = async (page: Page): Promise<Heard> => (await page.evaluate("heard")) as Heard;
const isLiveAt = async (page: Page, seq: number): Promise<void> =>
  void (await page.waitForFunction(`heard.states.at(-1) === "live" && (heard.seqs.at(-1) ?? 0) === ${seq}`));
const range = (through: number): number[] => Array.from({ length: through }, (_, index) => index + 1);

/** Opens pages of one origin in one browser, so that they share locks and channels. */
async function openTabs({ origin }: StreamServer, count: number): Promise<Page[]> {
  const { outputFiles } = await build({ entryPoints: [SOURCE], bundle: true, format: "esm", target: "es2023", write: false });
  const code = `${outputFiles[0]?.text.replace(/export\s*\{[^}]*\};?/, "") ?? ""}\n${SCRIPT}`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const body = `<!doctype html><title>stream</title><script type="module">${code}</script>`;
  await context.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body }));
  const tabs: Page[] = [];
  // One after the other: the first one leads.
  for (let index = 0; index < count; index++) {
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    await page.waitForFunction("heard.states.length > 0");
    tabs.push(page);
  }
  return tabs;
}

test.skipIf(!existsSync(CHROMIUM))(
  "tabs of a real browser share one stream, outlive their leader and the server, and miss and repeat nothing",
  async () => {
    const stored = await openStream();
    onTestFinished(() => stored.close());
    await stored.append(1300);
    const options = { heartbeatMs: HEARTBEAT_MS };
    const first = await startStreamServer(stored.store, options);
    const [leader, ...others] = (await openTabs(first, 3)) as [Page, Page, Page];
    for (const tab of [leader, ...others]) await isLiveAt(tab, 1300);
    expect(first.hub.readers).toBe(1);

    const appending = (async () => {
      for (let batch = 0; batch < 30; batch++) await stored.append(10);
    })();
    await leader.close();
    await appending;
    for (const tab of others) await isLiveAt(tab, 1600);
    await until(() => first.hub.readers === 1);

    await first.kill();
    for (const tab of others) await tab.waitForFunction(`heard.states.at(-1) === "offline"`);
    await stored.append(700);
    const second = await startStreamServer(stored.store, { ...options, port: first.port });
    onTestFinished(() => second.stop());
    for (const tab of others) await isLiveAt(tab, 2300);
    for (const tab of others) {
      const { seqs, states } = await heardBy(tab);
      expect(seqs).toEqual(range(2300));
      expect(states.slice(-3)).toEqual(["offline", "catching_up", "live"]);
    }
  },
);
