import type { DatabaseSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";
import { isDigest } from "../core/canonical/digest.ts";
import { openBlobs } from "./blobs.ts";
import { openGuestReader } from "./database.ts";
import { findDamage } from "./fs-error.ts";
import { countRefusedDuplicates } from "./queries.ts";
import { walkChain } from "./walk-chain.ts";
import { shorten, verifyLog, type LogReport } from "./verify-log.ts";

/** Where a store lies, and whose events it must hold. */
interface StorePlace {
  /** The project's `.touchstone` folder; without a store there is nothing to find. */
  readonly dir: string;
  readonly projectId: string;
}

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
 * @throws TouchstoneError STORE_TOO_NEW, DISK_FAILED
 * Source: architecture, "Storage and the stream"; SPEC.md S24-S28.
 */
export async function verifyStore(place: StorePlace): Promise<VerifyReport> {
  const log = readLog(place);
  const blobs = await verifyBlobs(place.dir, log.references);
  const { events, chain, projections } = log;
  return { events, chain, projections, blobs: blobs.counts, problems: [...log.problems, ...blobs.problems] };
}

/** What was found in the stream alone. */
export interface ChainReport {
  /** `head` is the seq of the newest event. */
  readonly events: { readonly count: number; readonly head: number };
  readonly chain: "ok" | "damaged";
  /** How many events were acknowledged as duplicates; null when that cannot be told. */
  readonly duplicatesRefused: number | null;
  /** One sentence each, naming the seq. */
  readonly problems: readonly string[];
}

/**
 * Proves the stream alone: order, gaps, hashes and links of its events. Nothing that is made from it, and no blob, is
 * looked at. Writes nothing; an owner may go on appending meanwhile.
 *
 * @throws TouchstoneError STORE_TOO_NEW, DISK_FAILED
 * Source: SPEC.md S24, S29.
 */
export function verifyChain({ dir, projectId }: StorePlace): ChainReport {
  return readDamaged<ChainReport>(dir, {
    use(db) {
      const { events, problems } = walkChain(db, projectId);
      const chain = problems.length === 0 ? "ok" : "damaged";
      return { events, chain, duplicatesRefused: countDuplicates(db), problems: shorten(problems) };
    },
    unreadable: (problems) => ({ events: NO_EVENTS, chain: "damaged", duplicatesRefused: null, problems }),
  });
}

function countDuplicates(db: DatabaseSync): number | null {
  try {
    return countRefusedDuplicates(db);
  } catch (error) {
    if (findDamage(error) === undefined) throw error;
    return null;
  }
}

const NO_EVENTS = { count: 0, head: 0 };

function readLog({ dir, projectId }: StorePlace): LogReport {
  return readDamaged<LogReport>(dir, {
    use: (db) => verifyLog(db, projectId),
    unreadable: (problems) => ({ events: NO_EVENTS, chain: "damaged", projections: [], references: new Map(), problems }),
  });
}

/** Reads a store that may be damaged so far that nothing of it can be read. */
function readDamaged<T>(
  dir: string,
  { use, unreadable }: { use: (db: DatabaseSync) => T; unreadable: (problems: readonly string[]) => T },
): T {
  try {
    const reader = openGuestReader(dir);
    try {
      return reader.read(use);
    } finally {
      reader.close();
    }
  } catch (error) {
    const damage = findDamage(error);
    if (damage === undefined) throw error;
    return unreadable([damage]);
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
