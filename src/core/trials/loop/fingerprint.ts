import { digestOf, type Digest } from "../../canonical/digest.ts";
import type { Message } from "../conversation/message.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { RequestConfig } from "../record/trial-lines.ts";
import { redactConfig } from "../privacy/redact-entry.ts";
import { redactSaid } from "./redact-request.ts";

/** The fingerprints of one conversation's requests. */
export interface Fingerprints {
  /**
   * The fingerprint of the next request, and its new messages as they are hashed: without their secrets.
   *
   * @param added  Messages since the last request.
   */
  next(added: readonly Message[]): { readonly fingerprint: Digest; readonly redacted: readonly Message[] };
}

/**
 * Opens the fingerprints of requests that differ in nothing but what was said meanwhile. A fingerprint is the digest of a request
 * without its secrets: equal requests have equal ones, before and after redaction. It is made of the digests of its parts, so that
 * a conversation hashes each message once. The agent's requests never force a tool, so `mustCall` is no part of it.
 *
 * Source: SPEC.md TL13.
 */
export function openFingerprints(config: RequestConfig, redactor: Redactor): Fingerprints {
  const configDigest = digestOfConfig(config, redactor);
  const messages: Digest[] = [];
  return {
    next(added) {
      const redacted = added.map((message) => redactSaid(message, redactor));
      messages.push(...redacted.map((message) => digestOf(message)));
      return { fingerprint: digestOf({ config: configDigest, messages }), redacted };
    },
  };
}

/** Thousands of trials share one system prompt and one set of tools. */
const CONFIGS = new WeakMap<Redactor, WeakMap<RequestConfig, Digest>>();

function digestOfConfig(config: RequestConfig, redactor: Redactor): Digest {
  const digests = CONFIGS.get(redactor) ?? new WeakMap<RequestConfig, Digest>();
  CONFIGS.set(redactor, digests);
  const digest = digests.get(config) ?? digestOf(redactConfig(config, redactor));
  digests.set(config, digest);
  return digest;
}
