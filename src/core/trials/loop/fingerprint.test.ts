import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../conversation/message.ts";
import type { RequestConfig } from "../record/trial-lines.ts";
import { createRedactor } from "../privacy/create-redactor.ts";
import { openFingerprints } from "./fingerprint.ts";
import { redactSaid } from "./redact-request.ts";
import { requestConfig } from "./request-config.ts";
import { scenarioOf, toolOf } from "./loop.fixture.ts";

const redactor = createRedactor({ patterns: ["order [0-9]+"], secrets: ["hunter2-hunter2"] });
const config = requestConfig(scenarioOf({ tools: [toolOf("find_order")], extras: { top_p: 1 } }));
const question: Message = { role: "user", text: "Where is order 77?" };

const fingerprint = (messages: readonly Message[], changes: Partial<RequestConfig> = {}): string =>
  openFingerprints({ ...config, ...changes }, redactor).next(messages).fingerprint;

const aText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("order 5", "hunter2-hunter2", '{"password":"hunter3","10":1,"9":2}', '{"10":"order 7","9":"x"}', "[1,"),
);
const aMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role: fc.constant("user" as const), text: aText }),
  fc.record({
    role: fc.constant("tool" as const),
    callId: fc.constant("call-1"),
    name: fc.constantFrom("find_order", "hunter2-hunter2"),
    text: fc.oneof(aText, fc.json({ maxDepth: 2 })),
    isError: fc.boolean(),
  }),
  fc.record({
    role: fc.constant("assistant" as const),
    text: fc.option(aText),
    toolCalls: fc.array(
      fc.record({
        id: fc.constant("call-1"),
        name: fc.constantFrom("find_order", "hunter2-hunter2"),
        arguments: fc.dictionary(fc.constantFrom("password", "id", "10", "9"), aText),
        invalid: fc.option(aText),
      }),
      { maxLength: 2 },
    ),
    opaque: fc.constantFrom(null, { thinking: "of order 5" }),
  }),
);

test("[TL13] a request has one fingerprint, message by message or at once, before and after its secrets are taken out", () => {
  fc.assert(
    fc.property(fc.array(aMessage, { maxLength: 5 }), fc.nat({ max: 5 }), (messages, cut) => {
      const whole = fingerprint(messages);
      const chain = openFingerprints(config, redactor);
      chain.next(messages.slice(0, cut));
      expect(chain.next(messages.slice(cut)).fingerprint).toBe(whole);
      const redacted = messages.map((message) => redactSaid(message, redactor));
      expect(redacted.map((message) => redactSaid(message, redactor))).toEqual(redacted);
      expect(fingerprint(redacted)).toBe(whole);
    }),
    { numRuns: 100 },
  );
});

test("[TL13] everything of a request is in its fingerprint, but its secrets", () => {
  const known = fingerprint([question]);
  const others: Partial<RequestConfig>[] = [
    { model: "another" },
    { system: null },
    { tools: [] },
    { temperature: 0 },
    { seed: 1 },
    { extras: {} },
  ];
  const prints = others.map((change) => fingerprint([question], change));
  prints.push(fingerprint([question, { role: "user", text: "" }]), fingerprint([{ role: "user", text: "Where is it?" }]));
  expect(new Set([known, ...prints]).size).toBe(prints.length + 1);
  expect(fingerprint([{ role: "user", text: "Where is order 78?" }])).toBe(known);
});
