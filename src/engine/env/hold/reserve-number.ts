import { readdir, readFile } from "node:fs/promises";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { writeFileAtomic } from "../../../adapters/files/write-file-atomic.ts";
import { fileError } from "../../../adapters/files/file-error.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";

/**
 * A number that no generation ever had, written down before anything is built under it: higher than every folder, than the
 * pointer, and than all that were ever given. A child of a killed command may still write into the folder of a number that was
 * given up, which therefore is never given again. The lock must be held.
 *
 * @throws TouchstoneError ENV_DAMAGED naming `state/last-number`; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function reserveNumber(home: EnvHome): Promise<number> {
  const [last, names, current] = await Promise.all([readLast(home), readdir(home.generations), readPointer(home)]);
  const seen = names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  const number = Math.max(last, current ?? 0, ...seen) + 1;
  await writeFileAtomic(home.lastNumber, `${number}\n`, { insideDir: home.state });
  return number;
}

/** 0 before the first. */
async function readLast({ lastNumber }: EnvHome): Promise<number> {
  const text = await readFile(lastNumber, "utf8").catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return "0\n";
    throw fileError(error, lastNumber);
  });
  if (/^\d{1,15}\n$/.test(text)) return Number(text);
  throw new TouchstoneError(
    "ENV_DAMAGED",
    `\`env/state/last-number\` is damaged: it holds \`${text.slice(0, 40)}\`, not a number`,
    {
      hint: "Write the highest number that any generation ever had into it; see docs/guides/environment.md#damaged",
    },
  );
}
