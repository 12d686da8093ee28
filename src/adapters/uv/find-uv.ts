import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { rememberVersion } from "../processes/remember-version.ts";
import { runProgram } from "../processes/run-program.ts";
import { uvVariables } from "./uv-variables.ts";

/** The uv that Touchstone is tested with, and that `npm test` fetches. */
export const UV_VERSION = "0.13.9";
/** Older ones read `uv.lock` and `[tool.uv]` differently. */
const OLDEST_MINOR = 12;
/** Saying its version takes uv some 10 ms; whoever needs this long is not uv. */
const VERSION_LIMIT_MS = 10_000;
/** A version and some words. */
const VERSION_BYTES = 4096;

/** A uv that is there, and the variables to run it with. */
export interface Uv {
  /** Absolute path of the program. */
  readonly path: string;
  /** E.g. `0.13.9`. */
  readonly version: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What a machine says of itself. */
interface ToolPlaces {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where fetched tools lie: uv in `uv-<version>/uv`. */
  readonly toolCache: string;
}

/**
 * Finds uv: the one that `TOUCHSTONE_UV` names, else the first on the `PATH` that is new enough, else the one in the tool cache.
 *
 * @throws TouchstoneError UV_MISSING when there is none, or only one that is too old or does not run.
 */
export async function findUv(machine: ToolPlaces): Promise<Uv> {
  const variables = uvVariables(machine);
  const named = machine.variables["TOUCHSTONE_UV"];
  const places = named === undefined || named === "" ? usualPlaces(machine) : [named];
  const refused: string[] = [];
  for (const path of places) {
    const version = await rememberVersion(path, async () => await versionOf(path, variables));
    if (version !== null && isNewEnough(version)) return { path, version, variables };
    if (version !== null) refused.push(`\`${path}\` is ${version}`);
    else if (path === named) refused.push(`\`TOUCHSTONE_UV\` names \`${path}\`, which is no uv`);
  }
  throw uvMissing(refused);
}

/** Where the tool cache keeps a fetched uv. */
export function cachedUv(toolCache: string): string {
  return join(toolCache, `uv-${UV_VERSION}`, UV_FILE);
}

const UV_FILE = process.platform === "win32" ? "uv.exe" : "uv";

function usualPlaces({ variables, toolCache }: ToolPlaces): readonly string[] {
  const folders = (variables["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return [...folders.map((folder) => join(folder, UV_FILE)), cachedUv(toolCache)];
}

/** The version that a program says of itself in uv's words; null where it is not there, or is no uv. */
async function versionOf(path: string, variables: Readonly<Record<string, string>>): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const end = await runProgram({
      program: path,
      args: ["--version"],
      cwd: process.cwd(),
      variables,
      timeoutMs: VERSION_LIMIT_MS,
      maxBytes: VERSION_BYTES,
    });
    return /^uv (\d+\.\d+\.\d+)/.exec(end.stdout)?.[1] ?? null;
  } catch {
    // Not there, not ours to run, or no program at all: in each case it is not the uv that is looked for.
    return null;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 0 || minor >= OLDEST_MINOR;
}

function uvMissing(refused: readonly string[]): TouchstoneError {
  const found = refused.length === 0 ? "" : `; ${refused.join(", ")}`;
  return new TouchstoneError("UV_MISSING", `there is no uv of version 0.${OLDEST_MINOR} or newer on this machine${found}`, {
    hint: "Install it, e.g. with `pip install uv`, or name one in `TOUCHSTONE_UV`; see docs/guides/environment.md#uv-missing",
  });
}
