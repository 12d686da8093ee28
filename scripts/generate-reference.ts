// Writes docs/reference/ from the code; with --check it only compares and fails when a page is not current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { renderErrors } from "./reference/errors-page.ts";
import { renderEvents } from "./reference/events-page.ts";
import { renderSettings } from "./reference/settings-page.ts";

const ROOT = path.dirname(import.meta.dirname);
const FOLDER = path.join(ROOT, "docs", "reference");
const isCheck = process.argv.includes("--check");

const pages = [renderErrors(ROOT), renderEvents(), renderSettings()];
mkdirSync(FOLDER, { recursive: true });
const wanted = new Map(pages.map((page) => [page.name, page.text]));
const present = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), "utf8")]));
const names = [...new Set([...wanted.keys(), ...present.keys()])].toSorted();

for (const name of names.filter((file) => wanted.get(file) !== present.get(file))) {
  const file = path.join(FOLDER, name);
  const text = wanted.get(name);
  process.stdout.write(`docs/reference/${name} ${isCheck ? "is not current; run `npm run reference`" : "written"}\n`);
  if (isCheck) process.exitCode = 1;
  else if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
}
