import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../canonical/canonical-json.ts";
import type { Digest } from "../canonical/digest.ts";
import { digestRuleOf } from "./digest-rule.ts";
import type { RawTrace } from "./envelope.ts";

/** Takes a trace's hashed lines one by one, in their order in the file. */
export interface TraceDigest {
  /** @param line  One hashed line: the header, a step or event, or the footer without its `digest`; no line break. */
  add(line: string): void;
  /** The digest of what was added; nothing can be added after it. */
  value(): Digest;
}

/** Characters that are hashed at once: line by line takes twice the time, most of it for the change into bytes. */
const BATCH_CHARS = 16_384;

/**
 * Opens the digest of one trace: SHA-256 over its hashed lines, each with a line break. The environment line is never
 * added. It keeps no more than a batch of lines, so a trace can be written while it is made.
 *
 * Source: contracts, section 8; SPEC.md TR2.
 */
export function openTraceDigest(): TraceDigest {
  const hash = sha256.create();
  let waiting = "";
  return {
    add(line) {
      waiting += `${line}\n`;
      if (waiting.length < BATCH_CHARS) return;
      hash.update(utf8ToBytes(waiting));
      waiting = "";
    },
    value: () => `sha256:${bytesToHex(hash.update(utf8ToBytes(waiting)).digest())}`,
  };
}

/** The digest of a trace's content, as the rule of its kind says; the environment is never part of it. */
export function digestTrace({ header, lines, footer }: Pick<RawTrace, "header" | "lines" | "footer">): Digest {
  const digest = openTraceDigest();
  const rule = digestRuleOf(header.kind);
  digest.add(rule.header(header));
  for (const line of lines) if (rule.covers(line)) digest.add(canonicalJson(line));
  digest.add(rule.footer(footer));
  return digest.value();
}

/** The footer's hashed text: all but the digest itself. */
export function withoutDigest(footer: Readonly<Record<string, unknown>>): string {
  const { digest: _digest, ...hashed } = footer;
  return canonicalJson(hashed);
}
