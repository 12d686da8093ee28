import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../../adapters/files/write-file-atomic.ts";
import { RECORDING_MODES } from "../../core/trials/record/trial-lines.ts";
import { RUN_FILE } from "./run-files.ts";
import type { RunFacts } from "./run-store.ts";

const hashes = z.object({
  execution: z.string().describe("Of what decides how trials go"),
  evaluation: z.string().describe("Of what decides how they are judged"),
});

const runFile = z.object({
  schemaVersion: z.literal(1).describe("Version of the file"),
  runId: z.string().describe("Id of the run"),
  createdAtMs: z.number().describe("When it began"),
  scenarios: z
    .array(
      z.object({
        name: z.string().describe("Name of the scenario"),
        file: z.string().describe("Its file"),
        hashes: hashes.describe("Of the scenario"),
        trials: z.int().describe("How many trials were asked for"),
      }),
    )
    .describe("What was run"),
  recordingMode: z.enum(RECORDING_MODES).describe("What is recorded"),
  seed: z.number().describe("Seed of the run"),
  options: z.record(z.string(), z.unknown()).describe("As its caller gave them"),
  pid: z.int().describe("Process that began it"),
  recorded: z.boolean().describe("Whether it came to its end"),
});

/** Writes `run.json`: what is known before the first trial, and whether the run came to its end. */
export async function writeRunJson(folder: string, facts: RunFacts, recorded: boolean): Promise<void> {
  const text = `${JSON.stringify({ ...facts, recorded }, null, 2)}\n`;
  await writeFileAtomic(join(folder, RUN_FILE), text, { insideDir: folder });
}

/** Reads `run.json`'s text; null where it is not what was written. */
export function parseRunJson(text: string): { readonly facts: RunFacts; readonly recorded: boolean } | null {
  try {
    const read = runFile.safeParse(JSON.parse(text));
    if (!read.success) return null;
    const { recorded, ...facts } = read.data;
    return { facts, recorded };
  } catch {
    return null;
  }
}
