import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readTrialText } from "../../../src/core/trials/record/read-trial-trace.ts";
import { findRuns } from "../../../src/engine/trials/find-runs.ts";
import type { ManifestLine } from "../../../src/engine/trials/run-store.ts";

/**
 * What is wrong with a folder's runs, as they were left: traces that are no beginning of one, outcomes that were noted before
 * they were on disk. Then the runs are read, as any command would, and their manifests must list exactly the traces there.
 */
export async function findTrialProblems(game: string): Promise<readonly string[]> {
  const trials = path.join(game, ".touchstone", "trials");
  if (!existsSync(trials)) return [];
  const folders = readdirSync(trials, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const left = folders.flatMap(({ name }) => findInFolder(path.join(trials, name)));
  const read = await findRuns(game);
  const after = read.flatMap((run) => findInManifest(run.folder, run.traces));
  const all = path.join(trials, "manifest.json");
  const { runs } = (existsSync(all) ? JSON.parse(readFileSync(all, "utf8")) : { runs: {} }) as {
    runs: Record<string, { traces: ManifestLine[] }>;
  };
  const listed = read.flatMap(({ folder, facts }) => findInManifest(folder, runs[facts.runId]?.traces ?? []));
  const files = [...read.map(({ folder }) => path.join(folder, "manifest.jsonl")), all].filter((file) => existsSync(file));
  const before = files.map((file) => readFileSync(file, "utf8"));
  await findRuns(game);
  const changed = files.filter((file, index) => readFileSync(file, "utf8") !== before[index]);
  return [...left, ...after, ...listed, ...changed.map((file) => `${file} changes when it is put right again`)];
}

function findInFolder(folder: string): readonly string[] {
  const manifest = path.join(folder, "manifest.jsonl");
  const lines = existsSync(manifest) ? readFileSync(manifest, "utf8").split("\n").slice(0, -1) : [];
  const noted = new Map(lines.map((line) => JSON.parse(line) as ManifestLine).map((line) => [line.traceId, line.status]));
  return tracesIn(folder).flatMap((traceId) => {
    const reading = readTrialText(readFileSync(path.join(folder, `${traceId}.trace.jsonl`), "utf8"));
    if (reading.kind === "damaged") return [`${traceId} is damaged: ${reading.damage.message}`];
    const status = noted.get(traceId);
    const isEnded = status !== undefined && status !== "running" && status !== "interrupted";
    if (isEnded && reading.kind !== "whole") return [`${traceId} is noted as ${status}, and has no end`];
    return [];
  });
}

function findInManifest(folder: string, lines: readonly ManifestLine[]): readonly string[] {
  const listed = lines.map(({ traceId }) => traceId).join();
  const there = tracesIn(folder).toSorted().join();
  const running = lines.filter(({ status }) => status === "running").map(({ traceId }) => `${traceId} is still running`);
  return [...(listed === there ? [] : [`the manifest lists ${listed}, and there are ${there}`]), ...running];
}

function tracesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => (name.endsWith(".trace.jsonl") ? [name.slice(0, -".trace.jsonl".length)] : []));
}
