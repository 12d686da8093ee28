import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { fileError } from "../../../adapters/files/file-error.ts";
import { loadGeneration, readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { readRecord, readText } from "../../../adapters/generations/records.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import type { EnvFacts, KeptGeneration } from "../../../core/env/status/compose-status.ts";
import { StagedNode } from "../../../core/env/truth/node-record.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { Tx } from "../../../core/env/tx/tx.ts";
import type { EnvHome } from "../env-home.ts";
import { findHolder } from "../hold/find-holder.ts";
import { findEnvConfig } from "../load-env-config.ts";
import { lostPointer } from "../lost-pointer.ts";
import { readProcess } from "../comfyui/read-process.ts";
import { findNodeEdits, nodeEditsProblem } from "../node-edits.ts";
import { readUnfinished } from "../hold/unfinished.ts";
import type { ProblemList } from "./problem-list.ts";
import { readSnapshotFacts } from "./read-snapshot-facts.ts";

/** All that `env status` tells of the folder `env`. What cannot be read is among the problems, and missing here. */
export async function readEnvFacts(home: EnvHome, problems: ProblemList): Promise<Omit<EnvFacts, "made" | "problems">> {
  const { settle } = problems;
  const [config, current, unfinished] = await Promise.all([
    settle(async () => await findEnvConfig(home)),
    settle(async () => await readPointer(home)),
    settle(async () => await readUnfinished(home)),
  ]);
  const kept = await readKept(home, problems);
  await proveProduction(home, { current, kept, problems });
  const { snapshots, pruned } = await readSnapshotFacts(home, new Set(kept.map(({ manifest }) => manifest.number)), problems);
  return {
    config,
    current,
    kept,
    snapshots,
    pruned,
    staged: await readFolder(home.staged, StagedNode, problems),
    transactions: await readFolder(home.transactions, Tx, problems),
    holder: await findHolder(home),
    unfinished,
    process: await describeProcess(home),
  };
}

/** Generations whose folder is whole, as far as their manifests tell. */
async function readKept(home: EnvHome, { settle }: ProblemList): Promise<readonly KeptGeneration[]> {
  const numbers = (await namesIn(home.generations)).filter((name) => /^[1-9]\d{0,8}$/.test(name)).map(Number);
  const kept = await Promise.all(
    numbers.map(
      async (number) =>
        await settle(async (): Promise<KeptGeneration | null> => {
          const manifest = await readGenerationManifest(home, number);
          if (manifest === null) return null;
          const file = `env/generations/${number}/nodes.json`;
          const text = await readText(join(home.generations, String(number), "nodes.json"));
          return { manifest, nodes: readNodesFile({ file, text: text ?? "" }) };
        }),
    ),
  );
  return kept.filter((one) => one !== null);
}

interface Proved {
  readonly current: number | null;
  readonly kept: readonly KeptGeneration[];
  readonly problems: ProblemList;
}

/** Production is told apart from what its manifest says: its truth files, and the code of its node packs. */
async function proveProduction(home: EnvHome, { current, kept, problems }: Proved): Promise<void> {
  if (current === null) {
    const lost = await lostPointer(home);
    if (lost !== null) problems.add({ code: lost.code, message: lost.message, hint: lost.hint ?? "" });
    return;
  }
  await problems.settle(async () => await loadGeneration(home, current));
  const nodes = kept.find(({ manifest }) => manifest.number === current)?.nodes ?? [];
  const edits = (await problems.settle(async () => await findNodeEdits(home, { number: current, nodes }))) ?? [];
  const problem = nodeEditsProblem(edits);
  if (problem !== null) problems.add(problem);
}

/** Every record of a folder that can be read, in the order of their names. */
async function readFolder<S extends z.ZodType>(dir: string, schema: S, { settle }: ProblemList): Promise<readonly z.output<S>[]> {
  const names = (await namesIn(dir)).filter((name) => name.endsWith(".json") && !name.startsWith("."));
  const records = await Promise.all(
    names.map(async (name) => await settle(async () => await readRecord(join(dir, name), schema))),
  );
  return records.filter((record) => record !== null);
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).toSorted(compareCodeUnits);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw fileError(error, dir);
  }
}

async function describeProcess(home: EnvHome): Promise<EnvFacts["process"]> {
  const { state, record } = await readProcess(home);
  return {
    state,
    url: record?.url ?? null,
    pid: record?.comfyui?.pid ?? null,
    generation: record?.generation ?? null,
    restarts: record?.restarts ?? 0,
  };
}
