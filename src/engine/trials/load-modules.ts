import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isInside } from "../../adapters/files/is-inside.ts";
import type { Problem } from "../../core/errors.ts";
import { refOf } from "../../core/trials/scenario/function-ref.ts";
import type { ModuleRef, Scenario } from "../../core/trials/scenario/scenario.ts";
import { problemsError } from "../playtest/problems-error.ts";
import { limitTime } from "./limit-time.ts";

/** Functions of the author's by what a scenario names them: `tools/refund.ts#name`. */
export type TrialFunctions = ReadonlyMap<string, (...args: readonly unknown[]) => unknown>;

/**
 * Imports the functions of a scenario's mocks and custom assertions. Whoever runs a scenario runs this code with all rights of
 * the process, as with any test.
 *
 * @param dir  Folder of the scenario's file; nothing outside of it is imported, links included.
 * @throws TouchstoneError INPUT_INVALID with every module that cannot be had and where it is named.
 */
export async function loadModules(scenario: Pick<Scenario, "modules" | "file">, dir: string): Promise<TrialFunctions> {
  const functions = new Map<string, (...args: readonly unknown[]) => unknown>();
  const problems: Problem[] = [];
  for (const module of scenario.modules) {
    const found = await importOne(module, dir);
    if (typeof found === "function") functions.set(refOf(module), found);
    else problems.push({ place: module.place, ...found });
  }
  if (problems.length > 0) throw problemsError(scenario.file, problems);
  return functions;
}

type Found = ((...args: readonly unknown[]) => unknown) | Omit<Problem, "place">;

async function importOne({ file, name }: ModuleRef, dir: string): Promise<Found> {
  const path = await findInside(file, dir);
  if (path === null)
    return {
      code: "INPUT_INVALID",
      message: `there is no file \`${file}\` in the scenario's folder`,
      hint: "Check the path, which counts from the scenario's folder",
    };
  const exported = await importFile(path);
  if ("problem" in exported)
    return {
      code: "INPUT_INVALID",
      message: `\`${file}\` cannot be imported: ${exported.problem}`,
      hint: "Run it with Node by itself to see where",
    };
  const found: unknown = exported.names[name];
  if (typeof found === "function") return found as (...args: readonly unknown[]) => unknown;
  const functions = Object.keys(exported.names).filter((key) => typeof exported.names[key] === "function");
  return {
    code: "INPUT_INVALID",
    message: `\`${file}\` exports no function \`${name}\``,
    hint:
      functions.length === 0 ? `Export a function \`${name}\`` : `Name one that it exports: ${functions.map(quote).join(", ")}`,
  };
}

async function findInside(file: string, dir: string): Promise<string | null> {
  try {
    const [folder, path] = await Promise.all([realpath(dir), realpath(join(dir, file))]);
    return isInside(folder, path) ? path : null;
  } catch {
    // Missing, or a link that leads nowhere.
    return null;
  }
}

type Imported = { readonly names: Readonly<Record<string, unknown>> } | { readonly problem: string };

/** Guess: who compiles something while it is imported needs some seconds. */
const IMPORT_LIMIT_MS = 60_000;
const NEVER = new AbortController().signal;

/** Modules of authors may throw whatever they like while they are imported. */
async function importFile(path: string): Promise<Imported> {
  try {
    const load = async (): Promise<Record<string, unknown>> =>
      (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    return { names: await limitTime(load, { who: "the module", limitMs: IMPORT_LIMIT_MS, signal: NEVER }) };
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    return { problem: line.replace(/\.$/, "") };
  }
}

function quote(name: string): string {
  return `\`${name}\``;
}
