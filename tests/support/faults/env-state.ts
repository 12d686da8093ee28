import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { hashTree } from "../../../src/adapters/generations/hash-tree.ts";
import { readVenv } from "../../../src/adapters/uv/read-venv.ts";
import { digestOf, digestText } from "../../../src/core/canonical/digest.ts";
import { GenerationManifest } from "../../../src/core/env/generation/manifest.ts";
import { SnapshotMeta } from "../../../src/core/env/generation/snapshot.ts";
import { HistoryLine } from "../../../src/core/env/history.ts";
import { NodesFile } from "../../../src/core/env/truth/node-record.ts";
import { Intent } from "../../../src/core/env/tx/intent.ts";
import { Tx } from "../../../src/core/env/tx/tx.ts";

/** What production is, whatever number it has: truth, code and packages. `none`: there is no production. */
export type Production = string;

const TRUTH_FILES = ["pyproject.toml", "uv.lock", "nodes.json"];

/**
 * Looks at production as ComfyUI would: through the pointer, file by file.
 *
 * @throws Error naming what is half there.
 */
export async function lookAtProduction(projectDir: string): Promise<Production> {
  const env = path.join(projectDir, "env");
  const target = readPointer(env);
  if (target === null) return "none";
  const dir = path.join(env, target);
  const manifest = GenerationManifest.parse(readJson(path.join(dir, "manifest.json")));
  if (`generations/${manifest.number}` !== target) throw new Error(`${target} holds generation ${manifest.number}`);
  for (const [name, digest] of Object.entries(manifest.files)) {
    if (digestText(read(path.join(dir, name))) !== digest) throw new Error(`${target}/${name} is not what was sealed`);
  }
  for (const name of TRUTH_FILES) {
    if (read(path.join(env, name)) !== read(path.join(dir, name))) throw new Error(`env/${name} is not that of ${target}`);
  }
  const { nodes } = NodesFile.parse(readJson(path.join(dir, "nodes.json")));
  const enabled = nodes.filter((node) => node.enabled);
  const found = readdirSync(path.join(dir, "custom_nodes")).toSorted();
  if (found.join() !== enabled.map(({ id }) => id).join()) throw new Error(`${target} has the packs ${found.join(", ")}`);
  for (const { id, treeHash } of enabled) {
    if ((await hashTree(path.join(dir, "custom_nodes", id))) !== treeHash)
      throw new Error(`pack ${id} of ${target} is not as sealed`);
  }
  const { packages } = await readVenv(path.join(dir, ".venv"));
  if (digestOf(packages) !== digestOf(manifest.packages)) throw new Error(`${target} does not hold the packages that it says`);
  return digestOf({ truth: TRUTH_FILES.map((name) => manifest.files[name] ?? ""), packages, envId: manifest.envId });
}

/** The generation that the pointer is on, e.g. `generations/2`; null: there is none. */
export function readPointer(env: string): string | null {
  const current = path.join(env, "current");
  return isThere(current) ? readlinkSync(current) : null;
}

/** What every moment must hold of the files that nobody is to damage: each is there as a whole, and says what its name says. */
export function findBrokenFiles(projectDir: string): readonly string[] {
  const env = path.join(projectDir, "env");
  const state = path.join(env, "state");
  const checks: readonly (readonly [string, () => unknown])[] = [
    ...listDir(path.join(state, "transactions"))
      .filter((name) => !name.startsWith("."))
      .map((name) => [name, () => Tx.parse(readJson(path.join(state, "transactions", name)))] as const),
    ...listDir(path.join(env, "snapshots"))
      .filter((id) => !id.startsWith("."))
      .map((id) => [`snapshot ${id}`, () => checkSnapshot(path.join(env, "snapshots", id))] as const),
    ...["intent.json"]
      .filter((name) => existsSync(path.join(state, name)))
      .map((name) => [name, () => Intent.parse(readJson(path.join(state, name)))] as const),
  ];
  return checks.flatMap(([name, check]) => problemOf(name, check));
}

/** What must hold in addition when nothing is unfinished. */
export function findUnsettled(projectDir: string): readonly string[] {
  const env = path.join(projectDir, "env");
  const state = path.join(env, "state");
  const generations = listDir(path.join(env, "generations"));
  const incomplete = generations.filter((name) => !existsSync(path.join(env, "generations", name, "manifest.json")));
  const leftovers = ["", "state", "state/transactions", "snapshots", "generations", "state/staged"].flatMap((dir) =>
    listDir(path.join(env, dir)).filter((name) => /^\.(?!gitignore$)|\.tmp$/.test(name)),
  );
  const txs = listDir(path.join(state, "transactions")).map((name) => Tx.parse(readJson(path.join(state, "transactions", name))));
  const open = txs.filter(({ status }) => ["running", "promoting", "rolling_back"].includes(status));
  const snapshots = listDir(path.join(env, "snapshots")).toSorted().toReversed();
  const lines = existsSync(path.join(state, "history.jsonl"))
    ? read(path.join(state, "history.jsonl")).split("\n").slice(0, -1)
    : [];
  const told = lines.map((line) => HistoryLine.parse(JSON.parse(line)).id);
  return [
    ...incomplete.map((name) => `generation ${name} was never complete`),
    ...leftovers.map((name) => `${name} was left`),
    ...open.map(({ txid, status }) => `transaction ${txid} is still ${status}`),
    ...(existsSync(path.join(state, "intent.json")) ? ["the intent was left"] : []),
    ...(existsSync(path.join(env, "holder.json")) ? ["the holder was left"] : []),
    ...(existsSync(env) && listIndexed(state).join() !== snapshots.join() ? ["the index of snapshots is not what there is"] : []),
    ...(new Set(told).size === told.length ? [] : ["the history says a thing twice"]),
  ];
}

function listIndexed(state: string): readonly string[] {
  const file = path.join(state, "snapshots_index.json");
  if (!existsSync(file)) return [];
  return (readJson(file) as { readonly snapshots: readonly { readonly id: string }[] }).snapshots.map(({ id }) => id);
}

/** Every path of the environment with its bytes, but for what is installed and the lock itself. */
export function digestEnv(projectDir: string): string {
  const files: string[] = [];
  const walk = (dir: string): void => {
    for (const name of listDir(dir).toSorted()) {
      const file = path.join(dir, name);
      const stat = lstatSync(file);
      if (stat.isSymbolicLink()) files.push(`${file} -> ${readlinkSync(file)}`);
      else if (stat.isDirectory()) {
        files.push(file);
        if (name !== ".venv") walk(file);
      } else if (!name.startsWith("lock.db")) files.push(`${file} ${digestText(readFileSync(file, "latin1"))}`);
    }
  };
  walk(path.join(projectDir, "env"));
  return digestText(files.join("\n"));
}

function checkSnapshot(dir: string): void {
  const meta = SnapshotMeta.parse(readJson(path.join(dir, "meta.json")));
  if (meta.id !== path.basename(dir)) throw new Error(`says that it is ${meta.id}`);
  for (const name of TRUTH_FILES)
    if (digestText(read(path.join(dir, name))) !== meta.files[name]) throw new Error(`${name} is another`);
}

function problemOf(name: string, check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function listDir(dir: string): readonly string[] {
  return existsSync(dir) ? readdirSync(dir) : [];
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function readJson(file: string): unknown {
  return JSON.parse(read(file)) as unknown;
}
