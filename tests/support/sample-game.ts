import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withStudio } from "../../src/compose.ts";
import { type WithStudio } from "../../src/engine/call-verb.ts";
import { touchstone } from "./touchstone.ts";

const EXAMPLES = path.join(path.dirname(path.dirname(import.meta.dirname)), "examples");

/** A folder of its own for one test file; removed with `remove`, or else after all tests. */
export interface Workshop {
  readonly dir: string;
  /** Path inside it. */
  at(...names: string[]): string;
  readonly remove: () => void;
}

export function createWorkshop(name: string): Workshop {
  const dir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), `touchstone-${name}-`));
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  return { dir, at: (...names) => path.join(dir, ...names), remove };
}

/** Copies the authored files of the sample game: all specs are drafts, and nothing was made. */
export function copySample(to: string, name: "wickwater" | "starter" = "wickwater"): string {
  cpSync(path.join(EXAMPLES, name), to, { recursive: true });
  return to;
}

let made: Promise<string> | undefined;

/** Copies a sample game of which everything is made. It is made once for all tests of a process. */
export async function copyMadeSample(to: string): Promise<string> {
  made ??= makeSample();
  cpSync(await made, to, { recursive: true });
  return to;
}

async function makeSample(): Promise<string> {
  const dir = createWorkshop("made").at("sample");
  const { exitCode, stderr } = await touchstone(["demo", "--dir", dir, "--no-serve", "-q"]);
  if (exitCode !== 0) throw new Error(`the sample game was not made: ${stderr}`);
  return dir;
}

/** Opens a project for verbs that are called in this process. */
export function studioAt(projectDir: string): WithStudio {
  return async (access, use) => await withStudio({ projectDir, access, command: "vitest" }, use);
}

/** Replaces text in one file of a project; the text must be there. */
export function editFile(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not contain ${String(from)}`);
  writeFileSync(file, after);
}
