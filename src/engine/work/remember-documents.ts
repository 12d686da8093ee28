import type { Blobs } from "../../store/blobs.ts";
import { getDocument } from "../planned.ts";

/** Guess: the shared inputs of a project many times over; a document has a few KB. */
const MOST = 256;

/**
 * Reads documents, and those that were read before out of memory: the jobs of a project share most of their inputs. A blob
 * never changes, and each was checked against its digest when it was first read.
 */
export function rememberDocuments(): (blobs: Blobs, digest: string) => Promise<unknown> {
  const known = new Map<string, Promise<unknown>>();
  return async (blobs, digest) => {
    const document = known.get(digest) ?? getDocument<unknown>(blobs, digest);
    // A map lists its keys in the order of insertion: the first was asked for longest ago.
    known.delete(digest);
    known.set(digest, document);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    document.catch(() => known.delete(digest));
    return await document;
  };
}
