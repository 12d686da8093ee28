import { z } from "zod";
import { findCurrentVersions } from "../core/assets/current-version.ts";
import type { Evidence } from "../core/assets/evidence.ts";
import { findContradiction, findListedOtherwise } from "../core/assets/find-contradiction.ts";
import { readVerdict, type VerdictReading } from "../core/assets/read-verdict.ts";
import { TouchstoneError } from "../core/errors.ts";
import { newEvent } from "../core/events/new-event.ts";
import type { ImageRow, ReplayRow, VersionRow } from "../core/events/rows.ts";
import { getDocument } from "./planned.ts";
import { loadRecords, requireSpec } from "./project.ts";
import { getVersion, storeOf, type Studio } from "./studio.ts";
import { type Caller, defineVerb } from "./verb.ts";
import type { Store } from "../store/store.ts";

/** A version in a list: what scripts need to find and fetch it. */
export interface ListedAsset extends VerdictReading {
  readonly versionId: string;
  readonly spec: string;
  readonly kind: VersionRow["kind"];
  readonly route: VersionRow["route"];
  readonly decision: VersionRow["decision"];
  /** True for the version that stands for its spec: the newest approved, else the newest. */
  readonly current: boolean;
  readonly checkpoint: string;
  readonly createdAtMs: number;
  readonly images: readonly Pick<ImageRow, "variant" | "part" | "seed" | "blob" | "pixelSha256" | "width" | "height">[];
}

/** Lists the current version of every spec, or all versions. */
export const assetListVerb = defineVerb({
  name: "asset.list",
  summary: "List assets: the current version of each spec",
  access: "read",
  input: z.strictObject({
    spec: z.string().optional().describe("Only this spec"),
    all: z.boolean().default(false).describe("Every version, not only the current ones"),
  }),
  async run(studio, input): Promise<{ assets: readonly ListedAsset[] }> {
    const store = storeOf(studio);
    const versions = store.listVersions(input.spec === undefined ? {} : { specId: input.spec });
    if (input.spec !== undefined && versions.length === 0) {
      // A name that was mistyped must not look like a spec of which nothing was made yet.
      requireSpec(input.spec, (await loadRecords(studio)).reading.specFiles.keys());
    }
    const current = findCurrentVersions(versions);
    const listed = input.all ? versions : versions.filter((version) => current.has(version.id));
    const images = Map.groupBy(store.listImages(listed.map((version) => version.id)), (image) => image.versionId);
    return { assets: listed.map((version) => describe(version, images.get(version.id) ?? [], current.has(version.id))) };
  },
});

function describe(version: VersionRow, images: readonly ImageRow[], current: boolean): ListedAsset {
  const { id, specId, kind, route, decision, checkpointId, createdAtMs } = version;
  const plain = images.map(({ variant, part, seed, blob, pixelSha256, width, height }) => ({
    variant,
    part,
    seed,
    blob,
    pixelSha256,
    width,
    height,
  }));
  return {
    versionId: id,
    spec: specId,
    kind,
    ...readVerdict(version),
    route,
    decision,
    current,
    checkpoint: checkpointId,
    createdAtMs,
    images: plain,
  };
}

/** A version with the whole of its evidence and what happened to it since. */
export interface ShownAsset {
  readonly version: VersionRow;
  readonly evidence: Evidence;
  readonly replays: readonly ReplayRow[];
  readonly underNewerRules: VerdictReading["underNewerRules"];
}

/** Shows how one version came to be. */
export const assetShowVerb = defineVerb({
  name: "asset.show",
  summary: "Explain a version: what was decided, why, and what was found",
  access: "read",
  input: z.strictObject({ version: z.string().describe("Version id") }),
  async run(studio, input): Promise<ShownAsset> {
    const store = storeOf(studio);
    const version = getVersion(store, input.version);
    const { evidence, underNewerRules } = await loadEvidence(store, version);
    return { version, evidence, replays: store.listReplays(version.id), underNewerRules };
  },
});

/**
 * Reads a version's evidence and derives its verdict again: a stored verdict is never trusted alone.
 *
 * @throws TouchstoneError STORE_DAMAGED when the verdict contradicts its own checks under the same rules, or the version is
 * listed with other decisions than its evidence.
 */
export async function loadEvidence(store: Store, version: VersionRow) {
  const { underNewerRules } = readVerdict(version);
  const evidence = await getDocument<Evidence>(store.blobs, version.evidenceBlob);
  const contradiction = findContradiction(evidence) ?? findListedOtherwise(version, evidence);
  if (contradiction !== undefined) {
    const said = `version \`${version.id}\`: ${contradiction}`;
    throw new TouchstoneError("STORE_DAMAGED", said, { hint: "Run `touchstone verify` to see what else is damaged" });
  }
  return { evidence, underNewerRules };
}

const DecisionInput = z.strictObject({
  version: z.string().describe("Version id"),
  note: z.string().max(2000).optional().describe("Remark that is kept with the decision"),
});

/** Approves a version; the opposite of `asset reject`, and its undo. */
export const assetApproveVerb = defineVerb({
  name: "asset.approve",
  summary: "Approve a version",
  access: "own",
  input: DecisionInput,
  run: async (studio, input, caller) => await decide(studio, { ...input, decision: "approved", by: caller.by }),
});

/** Rejects a version; the opposite of `asset approve`, and its undo. */
export const assetRejectVerb = defineVerb({
  name: "asset.reject",
  summary: "Reject a version",
  access: "own",
  input: DecisionInput,
  run: async (studio, input, caller) => await decide(studio, { ...input, decision: "rejected", by: caller.by }),
});

interface Decision {
  readonly version: string;
  readonly note?: string | undefined;
  readonly decision: "approved" | "rejected";
  readonly by: Caller["by"];
}

async function decide(studio: Studio, { version: id, note, decision, by }: Decision): Promise<{ version: VersionRow }> {
  const store = storeOf(studio);
  const version = getVersion(store, id);
  if (version.decision === decision) {
    throw new TouchstoneError("STATE_CONFLICT", `version \`${id}\` is already ${decision}`, { hint: "Nothing needs to be done" });
  }
  await loadEvidence(store, version);
  const eventId = studio.newId();
  const job = store.findJob(version.jobId);
  await store.append({
    expect: [{ entityType: "version", entityId: id, lastSeq: version.lastSeq }],
    events: [
      newEvent({
        id: eventId,
        ts: studio.nowMs(),
        type: decision === "approved" ? "version.approved" : "version.rejected",
        entityId: id,
        chain: { id: job?.chainId ?? id, depth: 0 },
        key: eventId,
        payload: { by, note: note ?? null },
      }),
    ],
  });
  return { version: getVersion(store, id) };
}
