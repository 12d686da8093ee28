import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/** A content digest, e.g. `sha256:9f86d081…` (64 lower-case hex digits). */
export type Digest = `sha256:${string}`;

/** Digest of raw bytes. Blobs are named by it. Source: FIPS 180-4. */
export function digestBytes(bytes: Uint8Array): Digest {
  return `sha256:${bytesToHex(sha256(bytes))}`;
}

/** Digest of a text's UTF-8 bytes. */
export function digestText(text: string): Digest {
  return digestBytes(utf8ToBytes(text));
}

/**
 * Digest of a JSON value in canonical form: equal values have equal digests, whatever their key order.
 *
 * Source: contracts, introduction; SPEC.md D2.
 */
export function digestOf(value: unknown): Digest {
  return digestText(canonicalJson(value));
}

const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;

/** Whether a text is a well-formed digest. Anything else never becomes a blob name. */
export function isDigest(text: string): text is Digest {
  return DIGEST_PATTERN.test(text);
}

/** The first eight hex digits, as people read a digest aloud. */
export function shortDigest(digest: string): string {
  return digest.replace("sha256:", "").slice(0, 8);
}
