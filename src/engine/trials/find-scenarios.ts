import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { byKey } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";

/** What a file must be called to be found in a folder; one that is named itself may be called anything. */
const SCENARIO_NAME = /\.scenario\.(ya?ml|json)$/i;

/** Folders within each other. Guess: deeper ones are somebody's dependencies. */
const MAX_DEPTH = 8;

/** Guess: more files than this are no scenarios but a mistake. */
const MAX_FILES = 2_000;

/**
 * The files that a path stands for: itself, or every `*.scenario.yaml`, `.yml` and `.json` in that folder and below, sorted by
 * name. Links and hidden folders below it are not followed, nor `node_modules`.
 *
 * @throws TouchstoneError FILE_NOT_FOUND where a folder holds none; INPUT_INVALID where it holds too many; DISK_FAILED.
 */
export function findScenarios(path: NamedFile): readonly NamedFile[] {
  if (statSync(path.path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const found: NamedFile[] = [];
  walk(path, 1, found);
  if (found.length > MAX_FILES) {
    const message = `\`${path.name}\` holds more than ${MAX_FILES} scenarios`;
    throw new TouchstoneError("INPUT_INVALID", message, { hint: "Name a folder below it" });
  }
  if (found.length > 0) return found.toSorted(byKey((file) => file.name));
  throw new TouchstoneError("FILE_NOT_FOUND", `\`${path.name}\` holds no scenario`, {
    hint: "Name a file, or a folder with `*.scenario.yaml`",
  });
}

function walk(folder: NamedFile, depth: number, found: NamedFile[]): void {
  if (depth > MAX_DEPTH || found.length > MAX_FILES) return;
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const inside = { path: join(folder.path, entry.name), name: join(folder.name, entry.name) };
    if (entry.isDirectory()) walk(inside, depth + 1, found);
    else if (entry.isFile() && SCENARIO_NAME.test(entry.name)) found.push(inside);
  }
}

function entriesOf({ path, name }: NamedFile): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? "unknown";
    const hint = "Check that you may read it";
    throw new TouchstoneError("DISK_FAILED", `\`${name}\` cannot be read: ${code}`, { hint, cause });
  }
}
