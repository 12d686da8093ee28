import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../canonical/canonical-json.ts";
import { eventText } from "./event-text.ts";
import { jobSamples, sampleDigest } from "./sample-events.fixture.ts";

test("[E2] the hashed text is the canonical JSON of the event without its hash, whatever its ids and keys hold", () => {
  const unit = fc.constantFrom("a", "/", '"', "\\", "\n", "\u0000", "\u007f", "é", "\u2028", "😀", "\u{10ffff}");
  const name = fc.string({ unit, minLength: 1 });
  fc.assert(
    fc.property(fc.tuple(name, name, name), fc.nat(), ([id, key, chain], seq) => {
      const overrides = { id, idempotencyKey: key, causalChainId: chain, ts: seq };
      const { payload, ...rest } = jobSamples.queued("job-1", { specId: id }, overrides);
      const facts = { ...rest, projectId: chain, seq, prevHash: sampleDigest("9") };
      expect(eventText({ ...facts, payloadText: canonicalJson(payload) })).toBe(canonicalJson({ ...facts, payload }));
    }),
  );
});
