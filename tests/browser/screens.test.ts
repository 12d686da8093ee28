import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSerious } from "../support/axe.ts";
import { keepScreen, type Look, type Opened, openPage, startBrowser } from "../support/browser.ts";
import { type FakeComfy, startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import { type LivedInEnv, openLivedInEnv } from "../support/env/lived-in-env.ts";
import { copyMadeSample, createWorkshop } from "../support/sample-game.ts";
import { serveProject, type Served } from "../support/serve.ts";
import { runAllScenarios } from "../support/trial-runs.ts";

const workshop = createWorkshop("screens");
let served: Served;
/** A project with a governed environment, which has a server of its own. */
let env: LivedInEnv;
let servedEnv: Served;
let comfy: FakeComfy;
let browser: Browser;
/** A version that was approved, to look at. */
let version = "";
/** Runs of trials, and the trace of one of them. */
let runs = { before: "", last: "" };
let trace = "";

beforeAll(async () => {
  comfy = await startFakeComfy({ checkpoints: ["dreamweaver_v2.safetensors", "inkwell.safetensors"], vram: VRAM });
  const dir = await copyMadeSample(workshop.at("game"));
  runs = await runSomeTrials(dir);
  writeFileSync(path.join(dir, ".touchstone", "backends.yaml"), serversFile(comfy.url));
  env = await openLivedInEnv();
  [served, servedEnv] = await Promise.all([serveProject(dir), serveProject(env.project.dir)]);
  const { assets } = await served.get<{ assets: { versionId: string; spec: string }[] }>("/assets?limit=1000");
  version = assets.find(({ spec }) => spec === "mara-walk")?.versionId ?? "";
  const { traces } = await served.get<{ traces: { traceId: string; scenario: string }[] }>(`/trials/runs/${runs.last}`);
  trace = traces.find(({ scenario }) => scenario === "lamp-oil")?.traceId ?? "";
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([served.kill(), servedEnv.kill()]);
  env.project.remove();
  await comfy.stop();
  workshop.remove();
});

/** Some runs, so that there is something to compare; the agent of one scenario is not always right. */
async function runSomeTrials(dir: string): Promise<typeof runs> {
  const ids: string[] = [];
  for (const seed of [5, 8, 3, 13]) ids.push(await runAllScenarios(dir, { seed }));
  return { before: ids.at(-2) ?? "", last: ids.at(-1) ?? "" };
}

const VRAM = { total: 24 * 1024 ** 3, free: 21.5 * 1024 ** 3 };

/** One server that is up, and one that is switched off. */
function serversFile(url: string): string {
  return `format: touchstone.backends/1
backends:
  - { id: studio-pc, url: "${url}" }
  - { id: render-box, url: "http://render-box.local:8188", enabled: false, slots: 1 }
`;
}

interface Screen {
  readonly name: string;
  readonly path: () => string;
  readonly ready: string;
  /** Whether it is one of the project with an environment. */
  readonly isEnv?: boolean;
}

/** Every screen, with something that is on it once it is ready. */
const SCREENS = [
  { name: "pipeline", path: () => "pipeline", ready: "Waiting for you" },
  { name: "library", path: () => "library", ready: "Mara Quill, walk cycle" },
  { name: "specs", path: () => "specs", ready: "Emberhook" },
  { name: "new-spec", path: () => "specs/new", ready: "What is it" },
  { name: "spec", path: () => "specs/emberhook-icon", ready: "What it shows" },
  { name: "asset", path: () => `assets/${version}`, ready: "Replay" },
  { name: "playtest", path: () => "playtest", ready: "Three embers" },
  { name: "story", path: () => "playtest?story=story/three-embers.scene.yaml&node=water", ready: "Flat water" },
  {
    name: "golden",
    path: () => "playtest?golden=mara/choice/three-embers.seed7.trace.jsonl",
    ready: "Equal to the golden",
  },
  { name: "trials", path: () => "trials", ready: "Runs" },
  { name: "trial-run", path: () => `trials?run=${runs.last}`, ready: "trials passed" },
  { name: "trial-trace", path: () => `trials?run=${runs.last}&trace=${trace}`, ready: "Eight pence" },
  { name: "trial-comparison", path: () => `trials?a=${runs.before}&b=${runs.last}`, ready: "Mean score" },
  { name: "environment", path: () => "environment?at=2", ready: "Against generation 1", isEnv: true },
  { name: "env-transaction", path: () => `environment?at=${env.moving}`, ready: "What promoting does", isEnv: true },
  { name: "activity", path: () => "activity", ready: "was approved by policy" },
  { name: "backends", path: () => "backends?at=studio-pc", ready: "2 checkpoint files" },
  { name: "settings", path: () => "settings", ready: "Checkpoints" },
  { name: "policies", path: () => "settings/project/project", ready: "Routing" },
] as const satisfies readonly Screen[];

/** The last one is a browser zoom of 200 %. It is another screen to a browser: that page is loaded for itself. */
const LOOKS: readonly (Look & { readonly name: string })[] = [
  { name: "dark-1440" },
  { name: "light-1440", theme: "light" },
  { name: "dark-1440-still", reducedMotion: true },
  { name: "light-768", theme: "light", width: 768, height: 1024 },
  { name: "dark-768", width: 768, height: 1024 },
  { name: "dark-1440-zoom-200", zoom: 2 },
];

/** Screens made of what another one shows are looked at in two ways: the widest apart. */
const FEW_LOOKS: ReadonlySet<string> = new Set(["dark-1440", "light-768"]);
const ALIKE: ReadonlySet<string> = new Set(["trial-run", "trial-trace", "trial-comparison", "env-transaction"]);
const looksAt = (name: string) => (ALIKE.has(name) ? LOOKS.filter((look) => FEW_LOOKS.has(look.name)) : LOOKS);

describe.each<Screen>(SCREENS)("the $name screen", ({ name, path: pathOf, ready, isEnv = false }) => {
  let opened: Opened | undefined;
  afterAll(async () => await opened?.context.close());

  test.each(looksAt(name))("in $name: nothing serious for axe, no error, nothing wider than the window", async (look) => {
    if (opened === undefined || look.zoom !== undefined) {
      await opened?.context.close();
      opened = await openPage(browser, `${(isEnv ? servedEnv : served).url}${pathOf()}`, look);
    } else {
      await changeLook(opened.page, look);
    }
    const { page, errors } = opened;
    await page.getByText(ready).first().waitFor({ timeout: 15_000 });
    await page.waitForTimeout(SETTLED_MS);
    await keepScreen(page, `${name}-${look.name}`);
    expect(await findSerious(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });
});

/** Longer than anything on a page moves. */
const SETTLED_MS = 300;

/** Looks at an open page in another way, as who turns their screen or their machine to light does. */
async function changeLook(
  page: Page,
  { theme = "dark", width = 1440, height = 900, reducedMotion = false }: Look,
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: reducedMotion ? "reduce" : "no-preference" });
  await page.setViewportSize({ width, height });
}
