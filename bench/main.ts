import { cpus } from "node:os";
import { benchAppend } from "./append.ts";
import { benchCli } from "./cli.ts";
import { benchComfy } from "./comfy.ts";
import { benchEnv } from "./env.ts";
import type { Figure } from "./figure.ts";
import { benchLibraryScroll } from "./library-scroll.ts";
import { benchLists } from "./lists.ts";
import { benchMake } from "./make.ts";
import { benchPlan } from "./plan.ts";
import { benchPlaytest } from "./playtest.ts";
import { benchServer } from "./server.ts";
import { benchStream } from "./stream.ts";
import { benchStudio } from "./studio.ts";
import { benchTrials } from "./trials.ts";

/** Measures what the product promises about speed; prints JSON. Name sections to run only those. */
const SECTIONS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  plan: benchPlan,
  cli: benchCli,
  append: benchAppend,
  lists: benchLists,
  make: benchMake,
  server: benchServer,
  stream: benchStream,
  studio: benchStudio,
  library: benchLibraryScroll,
  comfy: benchComfy,
  playtest: benchPlaytest,
  trials: benchTrials,
  env: benchEnv,
};

const wanted = process.argv.slice(2).filter((name) => !name.startsWith("-"));
const unknown = wanted.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  process.stderr.write(`No section ${unknown.join(", ")}; there are: ${Object.keys(SECTIONS).join(", ")}\n`);
  process.exitCode = 4;
} else {
  const figures: Figure[] = [];
  for (const [name, run] of Object.entries(SECTIONS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`measuring ${name}\n`);
    figures.push(...(await run()));
  }
  const machine = { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: cpus().length, node: process.version };
  process.stdout.write(`${JSON.stringify({ machine, figures }, null, 2)}\n`);
}
