import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../../../adapters/files/write-file-atomic.ts";
import { ObservedClasses } from "../../../core/env/observation/observed-classes.ts";
import type { EnvHome } from "../env-home.ts";

/** What a generation was last seen to offer; null where nobody has looked, or nothing usable is noted: it is only compared with. */
export async function readClasses(home: EnvHome, number: number): Promise<ObservedClasses | null> {
  try {
    const text = await readFile(classesFile(home, number), "utf8");
    return ObservedClasses.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}

/** Notes what a generation was seen to offer. */
export async function writeClasses(home: EnvHome, number: number, classes: Omit<ObservedClasses, "format">): Promise<void> {
  const file = classesFile(home, number);
  await mkdir(join(home.state, "classes"), { recursive: true });
  const value: ObservedClasses = { format: "touchstone.observed-classes/1", ...classes };
  await writeFileAtomic(file, `${JSON.stringify(value)}\n`, { insideDir: home.dir });
}

function classesFile(home: EnvHome, number: number): string {
  return join(home.state, "classes", `${number}.json`);
}
