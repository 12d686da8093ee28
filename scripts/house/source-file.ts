import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file of the repository, by its `/`-separated path from the root, e.g. `src/core/errors.ts`. */
export interface SourceFile {
  readonly path: string;
  /** Empty for files that are no text, such as pictures. */
  readonly text: string;
}

/** Folders that hold what machines made or what is not part of the repository. */
const SKIPPED = new Set([".git", "node_modules", "dist", "coverage", "test-output", ".touchstone"]);
const TEXT_FILE = /\.(ts|tsx|js|json|md|ya?ml|css|html|txt)$|(^|\/)(NOTICE|LICENSE|\.editorconfig|\.ci\/run)$/;
const CODE_FILE = /\.(ts|tsx|js)$/;
const TEST_FILE = /\.(test|fixture)\.tsx?$/;

/** Reads every file of the repository, in path order. */
export function readTree(root: string): SourceFile[] {
  return listFiles(root, "")
    .toSorted()
    .map((file) => ({ path: file, text: TEXT_FILE.test(file) ? readFileSync(path.join(root, file), "utf8") : "" }));
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return entry.isFile() ? [file] : [];
    return SKIPPED.has(entry.name) || file === "demo" ? [] : listFiles(root, file);
  });
}

/** Whether a path is code that the checks parse. */
export function isCode(file: string): boolean {
  return CODE_FILE.test(file);
}

/** Whether a path is a test, or what tests beside it share. */
export function isTest(file: string): boolean {
  return TEST_FILE.test(file);
}

/** Whether a path is code of the product: under `src/`, and no test. */
export function isProductCode(file: string): boolean {
  return file.startsWith("src/") && isCode(file) && !isTest(file);
}
