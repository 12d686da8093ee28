import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";
import { isThere } from "../is-there.ts";

/**
 * A project that has no environment yet.
 *
 * @throws TouchstoneError ENV_EXISTS where there is one; ENV_DAMAGED where complete generations lie, and the pointer is missing.
 */
export async function requireNone(home: EnvHome): Promise<void> {
  const number = await readPointer(home);
  if (number !== null) {
    throw new TouchstoneError("ENV_EXISTS", `this project has a governed environment already: generation ${number}`, {
      hint: "Change it with `touchstone env node add` and `touchstone env tx run`, or start another project",
    });
  }
  const names = await readdir(home.generations).catch((): string[] => []);
  for (const name of names) {
    if (!(await isThere(join(home.generations, name, "manifest.json")))) continue;
    throw new TouchstoneError("ENV_DAMAGED", `\`env/current\` is missing, but \`env/generations/${name}\` is complete`, {
      hint: `Make the link \`env/current\` to \`generations/${name}\` again; see docs/guides/environment.md#damaged`,
    });
  }
}
