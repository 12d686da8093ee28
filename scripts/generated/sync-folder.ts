import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A folder that holds generated files and nothing else. */
export interface GeneratedFolder {
  /** Root of the repository. */
  readonly root: string;
  /** From the root, e.g. `docs/reference`. */
  readonly folder: string;
  /** What the folder must hold. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** The command that writes the folder, for whoever has to run it. */
  readonly command: string;
}

/**
 * Makes a generated folder current, or with `check` only compares it.
 *
 * @returns one line per file that was not current: missing, different, or left over.
 */
export function syncFolder({ root, folder, files, command }: GeneratedFolder, check: boolean): string[] {
  const place = path.join(root, folder);
  const wanted = new Map(files.map((file) => [file.name, file.text]));
  const present = existsSync(place) ? readdirSync(place) : [];
  const names = [...new Set([...wanted.keys(), ...present])].toSorted();
  const old = names.filter(
    (name) => !present.includes(name) || readFileSync(path.join(place, name), "utf8") !== wanted.get(name),
  );
  if (!check) for (const name of old) writeOrRemove(path.join(place, name), wanted.get(name));
  return old.map((name) => `${folder}/${name} ${check ? `is not current; run \`${command}\`` : "written"}`);
}

function writeOrRemove(file: string, text: string | undefined): void {
  if (text === undefined) return rmSync(file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
