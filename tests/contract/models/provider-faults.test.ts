import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { callOf, openQuickly, replied, requestOf } from "../../support/models/ask.ts";
import type { ServerFault } from "../../support/models/faults.ts";
import { startModelServer, WIRE_NAMES, type ModelServerOptions, type WireName } from "../../support/models/model-server.ts";

const KEY = "sk-secret-of-mine-0815";

async function open(format: WireName, faults: readonly ServerFault[], unusual: Partial<ModelServerOptions> = {}) {
  const server = await startModelServer({ format, turns: [{ text: "hello" }], faults, ...unusual });
  onTestFinished(async () => {
    await server.close();
  });
  return { server, provider: openQuickly({ adapter: format, baseUrl: server.baseUrl, apiKey: KEY }) };
}

const status = (code: number, headers: Readonly<Record<string, string>> = {}): ServerFault => ({
  kind: "status",
  status: code,
  headers,
});
const times = (count: number, fault: ServerFault) => Array.from({ length: count }, () => fault);

describe.each(WIRE_NAMES)("%s", (format) => {
  test.each<[string, ServerFault, string]>([
    ["a web page", { kind: "html" }, "answers with a web page instead of JSON"],
    ["nothing", { kind: "empty" }, "the provider's answer is empty"],
    ["half an answer", { kind: "truncated" }, "the provider's answer is cut off or broken"],
    ["JSON of another shape", { kind: "shape" }, "the provider's answer is not one of its format"],
    [
      "JSON without bottom",
      { kind: "body", body: "[".repeat(9000) + "]".repeat(9000) },
      "the provider's answer is deeper than 64 levels",
    ],
    [
      "an error",
      { kind: "body", body: '{"error":{"message":"It\\nfell over."}}' },
      "the provider answered with an error: It fell over",
    ],
  ])("[MP13] takes %s for no answer, and does not ask again", async (_, fault, message) => {
    const { server, provider } = await open(format, [fault]);
    const failure = await provider.complete(requestOf(), callOf());
    expect(failure).toMatchObject({
      kind: "failure",
      code: "PROVIDER_MALFORMED",
      failedTries: { length: 1 },
      wire: { status: 200 },
    });
    expect(JSON.stringify(failure)).toContain(message);
    expect(server.requests).toHaveLength(1);
  });

  test("[MP9] goes on after a storm, and tells of it", async () => {
    const { provider } = await open(format, [status(529), status(503), { kind: "refuse" }, { kind: "cut" }]);
    const reply = replied(await provider.complete(requestOf(), callOf()));
    expect(reply.text).toBe("hello");
    expect(reply.failedTries.map((failed) => failed.status)).toEqual([529, 503, null, null]);
    expect(reply.failedTries.map(({ waitedMs }) => waitedMs)).toEqual(provider.pauses);
  });

  test.each(["refuse", "cut"] as const)(
    "[MP13] a connection that ends too early (%s) is no answer, at every try",
    async (kind) => {
      const { server, provider } = await open(format, times(9, { kind }));
      const failure = await provider.complete(requestOf(), callOf());
      expect(failure).toMatchObject({ code: "PROVIDER_MALFORMED", failedTries: { length: 5 } });
      expect(JSON.stringify(failure)).toContain("closed the connection before its answer was whole");
      expect(server.requests).toHaveLength(5);
    },
  );

  test("[MP9] gives up a storm that does not end", async () => {
    const { server, provider } = await open(format, times(9, status(529)));
    const failure = await provider.complete(requestOf(), callOf());
    expect(failure).toMatchObject({ code: "PROVIDER_BUSY", failedTries: { length: 5 }, wire: { status: 529 } });
    expect(server.requests).toHaveLength(5);
  });

  test("[MP13] tells a wrong key by its variable, and not by itself", async () => {
    const { provider } = await open(format, [], { key: "sk-another-key-4711" });
    const failure = await provider.complete(requestOf(), callOf());
    const name = format === "anthropic" ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY";
    const message = `the provider answered with status 401: Incorrect API key provided: [key], check the key in \`${name}\``;
    expect(failure).toMatchObject({ code: "PROVIDER_REFUSED", message, failedTries: { length: 1 } });
    expect(JSON.stringify(failure)).not.toContain(KEY);
  });
});

const format = "openai-chat";

test.each([408, 409, 429, 500, 502, 503, 504, 529])("[MP9] status %i is tried again", async (code) => {
  const { provider } = await open(format, [status(code)]);
  expect(replied(await provider.complete(requestOf(), callOf())).failedTries).toMatchObject([{ status: code }]);
});

test.each([400, 402, 403, 404, 413, 422, 501])("[MP9][MP13] status %i is not", async (code) => {
  const { server, provider } = await open(format, [status(code)]);
  const failure = await provider.complete(requestOf(), callOf());
  expect(failure).toMatchObject({ code: "PROVIDER_REFUSED", wire: { status: code } });
  expect(server.requests).toHaveLength(1);
});

test("[MP9] an account without credit is not tried again", async () => {
  const unpaid: ServerFault = {
    kind: "status",
    status: 429,
    said: "You exceeded your current quota.",
    code: "insufficient_quota",
  };
  const { provider } = await open(format, [unpaid]);
  const failure = await provider.complete(requestOf(), callOf());
  const message = "the provider answered with status 429: You exceeded your current quota";
  expect(failure).toMatchObject({ code: "PROVIDER_REFUSED", message });
});

test("[MP11] the pause that a provider asks for is taken", async () => {
  const dated = { "retry-after": "Fri, 01 May 2026 12:00:40 GMT", date: "Fri, 01 May 2026 12:00:00 GMT" };
  const { provider } = await open(format, [status(429, { "retry-after": "30" }), status(503, dated)]);
  await provider.complete(requestOf(), callOf());
  expect(provider.pauses).toEqual([30_000, 40_000]);
});

test("[MP11] where the provider tells no time, a date is held against ours", async () => {
  const { server } = await open(format, [status(429, { "retry-after": "Fri, 01 May 2026 12:00:20 GMT" })]);
  const date = () => Date.UTC(2026, 4, 1, 12, 0, 0);
  const provider = openQuickly({ adapter: format, baseUrl: server.baseUrl, date });
  await provider.complete(requestOf(), callOf());
  expect(provider.pauses).toEqual([20_000]);
});

test("[MP12] an answer that does not come, or never ends, is a timeout", async () => {
  const { provider } = await open(format, [{ kind: "silent" }, { kind: "drip" }]);
  for (const ordinal of [0, 1]) {
    const failure = await provider.complete(requestOf(), callOf({ ordinal, limitMs: 60 }));
    expect(failure).toMatchObject({ code: "PROVIDER_TIMEOUT", message: "the provider did not answer within 0.1 s" });
    expect(failure.latencyMs).toBeLessThan(2000);
  }
});

test("[MP12] a slow answer is waited for, and its time is told", async () => {
  const { provider } = await open(format, [{ kind: "slow", ms: 60 }]);
  const reply = replied(await provider.complete(requestOf(), callOf({ limitMs: 20_000 })));
  expect(reply.latencyMs).toBeGreaterThanOrEqual(55);
});

test("[MP12] a call that is stopped amid an answer ends at once", async () => {
  const { provider } = await open(format, [{ kind: "drip" }]);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 30);
  const failure = await provider.complete(requestOf(), callOf({ signal: stop.signal }));
  expect(failure).toMatchObject({ code: "INTERRUPTED" });
});

test("[MP13] an answer without end is not read to it", async () => {
  const { provider } = await open(format, [{ kind: "huge" }]);
  const failure = await provider.complete(requestOf(), callOf());
  expect(failure).toMatchObject({ code: "PROVIDER_MALFORMED", message: "the provider's answer is larger than 16 MiB" });
});

test("[MP14] a redirect is refused, and nobody hears of it where it leads", async () => {
  const elsewhere = await open(format, []);
  const { provider } = await open(format, [{ kind: "redirect", to: `${elsewhere.server.baseUrl}/chat/completions` }]);
  const failure = await provider.complete(requestOf(), callOf());
  expect(failure).toMatchObject({ code: "PROVIDER_REFUSED", wire: { status: 307 } });
  expect(elsewhere.server.requests).toEqual([]);
});

test("[MP9][MP15] where nobody answers, the address is told without what may be secret", async () => {
  const { server } = await open(format, []);
  await server.close();
  const away = openQuickly({ adapter: format, baseUrl: `${server.baseUrl}?token=hush-hush` });
  const failure = await away.complete(requestOf(), callOf());
  expect(failure).toMatchObject({ code: "PROVIDER_UNREACHABLE", failedTries: { length: 5 }, wire: null });
  expect(JSON.stringify(failure)).toContain(new URL(server.baseUrl).origin);
  expect(JSON.stringify(failure)).not.toContain("hush-hush");
});

test("[MP13] what does not speak HTTP is told so", async () => {
  const server = createServer((socket) => socket.end("220 mail.example.test ready\r\n"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const failure = await openQuickly({ adapter: format, baseUrl }).complete(requestOf(), callOf());
  expect(failure).toMatchObject({ code: "PROVIDER_MALFORMED", failedTries: { length: 1 } });
});

test("[MP15] the query of a base URL goes along", async () => {
  const { server } = await open(format, []);
  await openQuickly({ adapter: format, baseUrl: `${server.baseUrl}?api-version=1` }).complete(requestOf(), callOf());
  expect(server.complaints).toEqual(["Invalid URL (POST /v1/chat/completions?api-version=1)"]);
});

test("[MP15] a server that wants no key gets none", async () => {
  const { server, provider } = await open("anthropic", []);
  await provider.complete(requestOf(), callOf());
  const keyless = openQuickly({ adapter: "anthropic", baseUrl: server.baseUrl, apiKey: null });
  expect(replied(await keyless.complete(requestOf(), callOf())).text).toBe("hello");
});
