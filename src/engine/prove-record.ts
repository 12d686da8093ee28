import type { Evidence, FrozenInput } from "../core/assets/evidence.ts";
import type { Digest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { openStore, type Store } from "../store/store.ts";
import { type VerifyReport, verifyStore } from "../store/verify.ts";
import { loadEvidence } from "./assets.ts";
import { getDocument, type Planned } from "./planned.ts";
import type { StorePlace } from "./project.ts";

/** Proves the stored record: chain, projections, blobs, and that every verdict follows from its evidence. */
export async function proveRecord(place: StorePlace): Promise<VerifyReport & { readonly ok: boolean }> {
  const report = await verifyStore(place);
  // What documents should say is read from projections: where those are damaged it would be no proof.
  const isReadable = report.chain === "ok" && report.projections.every(({ ok }) => ok);
  const deeper = isReadable ? await lookDeeper(place) : NOTHING;
  // A damaged blob that an event names is met again by whoever reads it.
  const more = deeper.problems.filter((problem) => !report.problems.some((known) => known.startsWith(problem)));
  const problems = [...new Set([...report.problems, ...more])];
  const { events, chain, projections } = report;
  // Inputs are blobs that no event names: plans and evidence do.
  const blobs = {
    ...report.blobs,
    referenced: report.blobs.referenced + deeper.inputs,
    unreferenced: report.blobs.unreferenced - deeper.present,
    damaged: report.blobs.damaged + deeper.damaged,
  };
  return { ok: problems.length === 0, events, chain, projections, blobs, problems };
}

/** Verifies documents. A file whose pages are damaged may still fail to be read here: that is a problem like any other. */
async function lookDeeper(place: StorePlace): Promise<typeof NOTHING> {
  const problems: string[] = [];
  let found = NOTHING;
  await attempt(problems, async () => {
    const store = await openStore({ ...place, access: "read" });
    try {
      found = await verifyDocuments(store);
    } finally {
      await store.close();
    }
  });
  return { ...found, problems: [...found.problems, ...problems] };
}

const NOTHING = { inputs: 0, present: 0, damaged: 0, problems: [] as readonly string[] };

/** Every version's evidence must say what its checks say, and every input that a plan was made from must be there, unchanged. */
async function verifyDocuments(store: Store): Promise<typeof NOTHING> {
  const problems: string[] = [];
  const inputs = new Map<string, string>();
  const note = (frozen: readonly FrozenInput[], of: string): void => {
    for (const [kind, id, digest] of frozen) inputs.set(digest, `the ${kind} \`${id}\` that ${of} was planned from`);
  };
  for (const job of store.listJobs({})) {
    await attempt(problems, async () => {
      const planned = await getDocument<Planned>(store.blobs, job.planBlob);
      note(planned.inputs, `job \`${job.id}\``);
    });
  }
  for (const version of store.listVersions({})) {
    await attempt(problems, async () => {
      const { evidence }: { evidence: Evidence } = await loadEvidence(store, version);
      note(evidence.inputs, `version \`${version.id}\``);
    });
  }
  let [damaged, present] = [0, 0];
  for (const [digest, use] of inputs) {
    const whole = await attempt(problems, async () => await store.blobs.get(digest as Digest), use);
    if (!whole) damaged += 1;
    if (await store.blobs.has(digest as Digest)) present += 1;
  }
  return { inputs: inputs.size, present, damaged, problems };
}

/** Runs one test of the record; damage becomes a problem, anything else is thrown on. */
async function attempt(problems: string[], test: () => Promise<unknown>, what = ""): Promise<boolean> {
  try {
    await test();
    return true;
  } catch (error) {
    if (!(error instanceof TouchstoneError) || error.code !== "STORE_DAMAGED") throw error;
    problems.push(what === "" ? error.message : `${error.message}: ${what}`);
    return false;
  }
}
