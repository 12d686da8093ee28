import { TouchstoneError } from "../core/errors.ts";
import { isDigest } from "../core/canonical/digest.ts";
import { openBlobs } from "./blobs.ts";
import { openGuestReader } from "./database.ts";
import { shorten, verifyLog, type LogReport } from "./verify-log.ts";

/** What `touchstone verify` found. Nothing is damaged when `problems` is empty. */
export interface VerifyReport {
  /** `head` is the seq of the newest event. */
  readonly events: { readonly count: number; readonly head: number };
  readonly chain: "ok" | "damaged";
  /** Each projection as stored, and whether the log rebuilds to the same rows. */
  readonly projections: readonly { readonly name: string; readonly rows: number; readonly ok: boolean }[];
  readonly blobs: {
    /** Blobs that events refer to; all of them must be there and re-hash. */
    readonly referenced: number;
    readonly present: number;
    /** Left by work that never got to its event: harmless. */
    readonly unreferenced: number;
    /** Referenced ones that are missing or hold other bytes. */
    readonly damaged: number;
  };
  /** One sentence each, naming the seq, row or blob. */
  readonly problems: readonly string[];
}

/**
 * Proves the stored record: re-reads the whole log, recomputes its hash chain, rebuilds the projections from nothing and
 * compares, and re-hashes every referenced blob. Writes nothing; an owner may go on appending meanwhile.
 *
 * @param dir  The project's `.touchstone` folder; without a store there is nothing to find.
 * @throws TouchstoneError STORE_TOO_NEW, DISK_FAILED
 * Source: architecture, "Storage and the stream"; SPEC.md S24-S27.
 */
export async function verifyStore({ dir, projectId }: { dir: string; projectId: string }): Promise<VerifyReport> {
  const log = readLog(dir, projectId);
  const blobs = await verifyBlobs(dir, log.references);
  const { events, chain, projections } = log;
  return { events, chain, projections, blobs: blobs.counts, problems: [...log.problems, ...blobs.problems] };
}

function readLog(dir: string, projectId: string): LogReport {
  try {
    const reader = openGuestReader(dir);
    try {
      return reader.read((db) => verifyLog(db, projectId));
    } finally {
      reader.close();
    }
  } catch (error) {
    if (!(error instanceof TouchstoneError) || error.code !== "STORE_DAMAGED") throw error;
    const problems = [`${error.message}: ${String((error.cause as Error | undefined)?.message)}`];
    return { events: { count: 0, head: 0 }, chain: "damaged", projections: [], references: new Map(), problems };
  }
}

async function verifyBlobs(dir: string, references: ReadonlyMap<string, number>) {
  const blobs = openBlobs(dir, "read");
  let present = 0;
  let unreferenced = 0;
  for await (const digest of blobs.list()) {
    present++;
    if (!references.has(digest)) unreferenced++;
  }
  const problems: string[] = [];
  for (const [digest, seq] of references) {
    const problem = await findBlobProblem(blobs, digest);
    if (problem !== undefined) problems.push(`${problem}, which the event at seq ${seq} refers to`);
  }
  return {
    counts: { referenced: references.size, present, unreferenced, damaged: problems.length },
    problems: shorten(problems),
  };
}

async function findBlobProblem(blobs: ReturnType<typeof openBlobs>, digest: string): Promise<string | undefined> {
  if (!isDigest(digest)) return `\`${digest}\` is no digest`;
  try {
    await blobs.get(digest);
    return undefined;
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "STORE_DAMAGED") return error.message;
    throw error;
  }
}
