import { z } from "zod";
import type { Evidence } from "../core/assets/evidence.ts";
import type { Digest } from "../core/canonical/digest.ts";
import type { Store } from "../store/store.ts";
import { verifyStore } from "../store/verify.ts";
import { loadEvidence } from "./assets.ts";
import { loadProject } from "./project.ts";
import { storeOf } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Proves the stored record: chain, projections, blobs, and that every verdict follows from its evidence. */
export const verifyVerb = defineVerb({
  name: "verify",
  summary: "Prove that the stored record is whole",
  access: "read",
  input: z.strictObject({}),
  async run(studio) {
    const project = await loadProject(studio);
    const report = await verifyStore({ dir: project.storeDir, projectId: project.records.project.id });
    const problems = [...report.problems, ...(report.chain === "ok" ? await verifyEvidence(storeOf(studio)) : [])];
    const { events, chain, projections, blobs } = report;
    return { ok: problems.length === 0, events, chain, projections, blobs, problems };
  },
});

/** Every version's evidence must say what its checks say, and every input it was planned from must be there. */
async function verifyEvidence(store: Store): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const version of store.listVersions({})) {
    try {
      const { evidence } = await loadEvidence(store, version);
      problems.push(...(await missingInputs(store, evidence)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push(error.message);
    }
  }
  return [...new Set(problems)];
}

async function missingInputs(store: Store, evidence: Evidence): Promise<readonly string[]> {
  const present = await Promise.all(evidence.inputs.map(([, , digest]) => store.blobs.has(digest as Digest)));
  return evidence.inputs.flatMap(([kind, id, digest], index) =>
    present[index] === true
      ? []
      : [`the ${kind} \`${id}\` (${digest}) that version \`${evidence.versionId}\` was planned from is missing`],
  );
}
