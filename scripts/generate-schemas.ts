// Writes schemas/ from the record schemas; with --check it only compares and fails when a file is not current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listSchemaFiles } from "../src/core/authored/json-schemas.ts";

const FOLDER = path.join(path.dirname(import.meta.dirname), "schemas");
const isCheck = process.argv.includes("--check");

if (!isCheck) mkdirSync(FOLDER, { recursive: true });
const wanted = new Map(listSchemaFiles().map((file) => [file.name, file.text]));
const present = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), "utf8")]));
const names = [...new Set([...wanted.keys(), ...present.keys()])].toSorted();

for (const name of names.filter((file) => wanted.get(file) !== present.get(file))) {
  const file = path.join(FOLDER, name);
  const text = wanted.get(name);
  process.stdout.write(`schemas/${name} ${isCheck ? "is not current; run `npm run schemas`" : "written"}\n`);
  if (isCheck) process.exitCode = 1;
  else if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
}
