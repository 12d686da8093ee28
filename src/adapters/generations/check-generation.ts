import { join } from "node:path";
import { digestText } from "../../core/canonical/digest.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { readGenerationManifest } from "./load-generation.ts";
import { readText } from "./records.ts";

/**
 * What of a generation's files is not what its manifest says, all of it, one sentence each, sorted by file.
 *
 * @throws TouchstoneError ENV_DAMAGED where the manifest itself cannot be read.
 */
export async function checkGeneration(
  home: { readonly generations: string },
  number: number,
): Promise<readonly { readonly message: string }[]> {
  const manifest = await readGenerationManifest(home, number);
  const dir = join(home.generations, String(number));
  if (manifest === null) return [{ message: `\`${join(dir, "manifest.json")}\` is missing` }];
  const found = Object.entries(manifest.files).toSorted(([one], [other]) => compareCodeUnits(one, other));
  const problems = await Promise.all(found.map(async ([name, digest]) => await checkFile(join(dir, name), digest)));
  return problems.filter((problem) => problem !== null);
}

async function checkFile(path: string, digest: string): Promise<{ readonly message: string } | null> {
  const text = await readText(path).catch(() => "");
  if (text === null) return { message: `\`${path}\` is missing` };
  return digestText(text) === digest ? null : { message: `\`${path}\` is not what was sealed` };
}
