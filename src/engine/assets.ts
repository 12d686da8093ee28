import { z } from "zod";
import { findCurrentVersions } from "../core/assets/current-version.ts";
import type { Evidence } from "../core/assets/evidence.ts";
import { findContradiction, findListedOtherwise } from "../core/assets/find-contradiction.ts";
import { readVerdict, type VerdictReading } from "../core/assets/read-verdict.ts";
import { findSuccessor } from "../core/assets/successor-version.ts";
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
  /** Continues a list: `beforeSeq` of the page after it. */
  readonly seq: number;
  readonly spec: string;
  readonly kind: VersionRow["kind"];
  readonly route: VersionRow["route"];
  readonly decision: VersionRow["decision"];
  /** True for the version that stands for its spec: the newest approved, else the newest. */
  readonly current: boolean;
  /** The version that a regeneration made in its place, if any. */
  readonly supersededBy: string | null;
  readonly checkpoint: string;
  readonly createdAtMs: number;
  readonly images: readonly Pick<ImageRow, "variant" | "part" | "seed" | "blob" | "pixelSha256" | "width" | "height">[];
}

const ListInput = z.strictObject({
  spec: z.string().optional().describe("Only this spec"),
  all: z.boolean().default(false).describe("Every version, not only the current ones"),
  limit: z.int().min(1).max(1000).optional().describe("At most so many; all of them where this is absent"),
  beforeSeq: z.int().min(1).optional().describe("Only versions older than this `seq`: continues a list"),
});

/** A page of versions, newest first. `next` is the `beforeSeq` of the page after it; null where the list ends. */
export interface AssetPage {
  readonly assets: readonly ListedAsset[];
  readonly next: number | null;
}

/** Lists the current version of every spec, or all versions. */
export const assetListVerb = defineVerb({
  name: "asset.list",
  summary: "List assets: the current version of each spec",
  access: "read",
  input: ListInput,
  async run(studio, input): Promise<AssetPage> {
    const store = storeOf(studio);
    const { page, kin } = readPage(store, input);
    if (input.spec !== undefined && input.beforeSeq === undefined && kin.length === 0) {
      // A name that was mistyped must not look like a spec of which nothing was made yet.
      requireSpec(input.spec, (await loadRecords(studio)).reading.specFiles.keys());
    }
    const current = findCurrentVersions(kin);
    const chains = Map.groupBy(kin, (version) => version.chainId);
    const images = Map.groupBy(store.listImages(page.map((version) => version.id)), (image) => image.versionId);
    const assets = page.map((version) => ({
      ...describe(version, images.get(version.id) ?? []),
      current: current.has(version.id),
      supersededBy: findSuccessor(version, chains.get(version.chainId) ?? [])?.id ?? null,
    }));
    return { assets, next: assets.length === input.limit ? (assets.at(-1)?.seq ?? null) : null };
  },
});

/** The versions of one page, and all versions of their specs: how a version stands depends on the others. */
function readPage(store: Store, { spec, all, limit, beforeSeq = Infinity }: z.output<typeof ListInput>) {
  const whose = spec === undefined ? {} : { specId: spec };
  if (all && limit !== undefined) {
    const page = store.listVersions({ ...whose, limit, ...(beforeSeq === Infinity ? {} : { beforeSeq }) });
    const specs = new Set(page.map((version) => version.specId));
    return { page, kin: [...specs].flatMap((specId) => store.listVersions({ specId })) };
  }
  const kin = store.listVersions(whose);
  const current = findCurrentVersions(kin);
  const listed = kin.filter(({ id, seq }) => seq < beforeSeq && (all || current.has(id)));
  return { page: listed.slice(0, limit), kin };
}

function describe(version: VersionRow, images: readonly ImageRow[]): Omit<ListedAsset, "current" | "supersededBy"> {
  const { id, seq, specId, kind, route, decision, checkpointId, createdAtMs } = version;
  const plain = images.map(({ versionId: _of, position: _at, ...image }) => image);
  return {
    versionId: id,
    seq,
    spec: specId,
    kind,
    ...readVerdict(version),
    route,
    decision,
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
  /** The version that a regeneration made in its place, if any. */
  readonly supersededBy: string | null;
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
    const supersededBy = findSuccessor(version, store.listVersions({ specId: version.specId }))?.id ?? null;
    return { version, evidence, replays: store.listReplays(version.id), underNewerRules, supersededBy };
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
