import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { normalizeName } from "../../core/env/requirement/normalize-name.ts";
import { TouchstoneError } from "../../core/errors.ts";

/** One installed package, and the files of it that may run by themselves. */
export interface DistInfo {
  /** Normalised name. */
  readonly name: string;
  readonly version: string;
  /** Names of its `.pth`, `sitecustomize` and script files. */
  readonly startupFiles: readonly string[];
}

/** A `.pth` or customize file beside the packages, or a file in the folder of scripts. */
const STARTUP_FILE = /^(?:[^/]+\.pth|(?:site|user)customize(?:\.[^/]+|\/__init__\.py)|(?:\.\.\/)+(?:bin|Scripts)\/[^/]+)$/;

/**
 * Reads what a package's `<name>-<version>.dist-info` says of it.
 *
 * @throws TouchstoneError ENV_DAMAGED when it does not say its name and version.
 */
export async function readDistInfo(site: string, folder: string): Promise<DistInfo> {
  const [metadata, record] = await Promise.all([read(join(site, folder, "METADATA")), read(join(site, folder, "RECORD"))]);
  const name = /^Name:\s*(\S+)\s*$/im.exec(headOf(metadata))?.[1];
  const version = /^Version:\s*(\S+)\s*$/im.exec(headOf(metadata))?.[1];
  if (name === undefined || version === undefined) {
    throw new TouchstoneError("ENV_DAMAGED", `\`${folder}\` does not say which package it is`, {
      hint: "Roll back to a generation that is whole; see docs/guides/environment.md#damaged",
    });
  }
  return { name: normalizeName(name), version, startupFiles: record.split("\n").flatMap(startupFileOf) };
}

/** Headers end with the first empty line; a description follows, which may hold anything. */
function headOf(metadata: string): string {
  return metadata.replaceAll("\r\n", "\n").split("\n\n", 1)[0] ?? "";
}

/** The file of a `RECORD` line (`path,digest,size`), where it is one that may run by itself. */
function startupFileOf(line: string): readonly string[] {
  const path = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : line.slice(0, Math.max(0, line.indexOf(",")));
  if (!STARTUP_FILE.test(path)) return [];
  return [path.endsWith("/__init__.py") ? path.slice(0, path.indexOf("/")) : basename(path)];
}

/** A file that is not there is empty: a package without it is judged by what it does say. */
async function read(path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => "");
}
