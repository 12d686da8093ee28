import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { readVenv } from "../../../adapters/uv/read-venv.ts";
import type { EnvStatus } from "../../../core/env/status/status.ts";
import { FAILURES, TouchstoneError } from "../../../core/errors.ts";
import { expectThat } from "./expect-that.ts";
import type { AcceptanceVerbs } from "./verbs.ts";
import type { World } from "./open-world.ts";

/** What a row is given: the scratch project, the verbs, and ways to look at what they left. */
export interface Bench extends World {
  readonly verbs: AcceptanceVerbs;
}

/** Where production is. @throws RowFailure where it is nowhere */
export async function productionOf({ home }: Bench): Promise<number> {
  const number = await readPointer(home);
  expectThat(number !== null, "env/current points to no generation");
  return number;
}

export async function statusOf({ call, verbs }: Bench): Promise<EnvStatus> {
  return await call(verbs.status, {});
}

/** Ids of the snapshots, the newest first, with their reasons. */
export async function snapshotsOf({ call, verbs }: Bench): Promise<readonly { readonly id: string; readonly reason: string }[]> {
  return (await call(verbs.snapshots, {})).snapshots;
}

/** Names of what is installed in a generation, sorted. */
export async function packagesOf({ home }: Bench, generation: number): Promise<readonly string[]> {
  const { packages } = await readVenv(join(home.generations, String(generation), ".venv"));
  return packages.map(({ name, version }) => `${name}==${version}`);
}

const TRUTH_FILES = ["pyproject.toml", "uv.lock", "nodes.json"];

/** The truth files below a folder, word for word. */
export async function truthIn(dir: string): Promise<string> {
  const texts = await Promise.all(TRUTH_FILES.map(async (name) => await readFile(join(dir, name), "utf8")));
  return texts.join("\n");
}

export async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

export async function countIn(dir: string): Promise<number> {
  return (await readdir(dir)).filter((name) => !name.startsWith(".")).length;
}

/** The code of the failure that a call ends with. @throws RowFailure where it does not fail */
export async function failureOf(attempt: Promise<unknown>): Promise<keyof typeof FAILURES> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof TouchstoneError) return error.code;
    throw error;
  }
  expectThat(false, "it went through, and must not");
  throw new TypeError("expectThat let a failure pass");
}

/** Stages a pack that asks for these packages, and builds its candidate. */
export async function runPack({ call, verbs, makePack }: Bench, id: string, requirements: readonly string[]) {
  await call(verbs.add, { url: await makePack(id, requirements), id });
  return await call(verbs.run, { nodeId: id });
}
