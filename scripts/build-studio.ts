// Builds the Studio into dist/studio, and the trace view that pages are made with into dist/trace-view. With --if-stale only where its sources, or what it is built with, have changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "vite";

const ROOT = path.dirname(import.meta.dirname);
const TARGET = path.join(ROOT, "dist", "studio");
const STAMP = path.join(TARGET, ".stamp");
/** What the Studio is built from: a change in any of these files makes the last build stale. */
const SOURCES = ["src/studio", "src/core", "package-lock.json", "vite.config.ts", "trace-file.config.ts"];

const BUILDS = [
  ["src/studio/trace-file", "trace-file.config.ts"],
  ["src/studio", "vite.config.ts"],
] as const;

const wanted = computeStamp();
const isCurrent = existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
if (!isCurrent || !process.argv.includes("--if-stale")) {
  await buildNow();
}

async function buildNow(): Promise<void> {
  const begunMs = performance.now();
  try {
    for (const [root, config] of BUILDS) {
      await build({ root: path.join(ROOT, root), configFile: path.join(ROOT, config), logLevel: "silent" });
    }
  } catch (error) {
    // The bundler's message names file and line; its own stack would only hide it.
    say(`the Studio could not be built\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(STAMP, wanted);
  say(`built the Studio in ${((performance.now() - begunMs) / 1000).toFixed(1)} s`);
}

function say(message: string): void {
  process.stderr.write(`touchstone: ${message}\n`);
}

function computeStamp(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => listFiles(source))) {
    hash.update(`${file}\n`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

function listFiles(source: string): string[] {
  const entries = readdirSync(path.join(ROOT, path.dirname(source)), { withFileTypes: true });
  const isFile = entries.some((entry) => entry.name === path.basename(source) && entry.isFile());
  if (isFile) return [source];
  return readdirSync(path.join(ROOT, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .toSorted();
}
