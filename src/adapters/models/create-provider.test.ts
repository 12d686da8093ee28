import { expect, test } from "vitest";
import { callOf, openQuickly, requestOf } from "../../../tests/support/models/ask.ts";
import { findAccess } from "./provider-access.ts";
import { WIRE_FORMATS } from "./wire-formats.ts";

test.each([
  ["openai-chat", "", "/v1/chat/completions"],
  ["openai-chat", "/v1", "/v1/chat/completions"],
  ["openai-chat", "/api/v4", "/api/v4/chat/completions"],
  ["openai-responses", "", "/v1/responses"],
  ["openai-responses", "/openai/v1", "/openai/v1/responses"],
  ["anthropic", "", "/v1/messages"],
  ["anthropic", "/v1", "/v1/messages"],
  ["anthropic", "/anthropic", "/anthropic/v1/messages"],
] as const)("[MP15] %s below %j is asked at %s", (name, path, expected) => {
  expect(WIRE_FORMATS[name].endpoint(path)).toBe(expected);
});

test("[MP15] without a key the public endpoints are not asked", async () => {
  const failure = await openQuickly({ adapter: "openai-chat", apiKey: " \n" }).complete(requestOf(), callOf());
  expect(failure).toMatchObject({
    code: "PROVIDER_REFUSED",
    message: "no key is set, put one into `OPENAI_API_KEY`",
    wire: null,
  });
});

test("[MP15] a key that no header can carry is told without saying it", async () => {
  const failure = await openQuickly({ adapter: "anthropic", apiKey: "sk-žluť\u0000", keyName: "MY_KEY" }).complete(
    requestOf(),
    callOf(),
  );
  expect(failure).toMatchObject({ code: "PROVIDER_REFUSED" });
  expect(JSON.stringify(failure)).toContain("`MY_KEY`");
  expect(JSON.stringify(failure)).not.toContain("sk-");
});

test.each(["nowhere", "ftp://example.test", "http://me:pass-word@example.test"])(
  "[MP15] `%s` is never asked",
  async (baseUrl) => {
    const failure = await openQuickly({ adapter: "openai-chat", baseUrl }).complete(requestOf(), callOf());
    expect(failure).toMatchObject({ code: "PROVIDER_REFUSED", failedTries: [{ status: null }] });
    expect(JSON.stringify(failure)).not.toContain("pass-word");
  },
);

test("[MP15] addresses and keys are those of policies, else the usual ones", () => {
  const env = { OPENAI_API_KEY: "one", ANTHROPIC_API_KEY: "two", MY_KEY: " three\n" };
  const providers = { "openai-chat": { baseUrl: "http://127.0.0.1:11434/v1", apiKeyEnv: "MY_KEY" } };
  expect(findAccess("openai-chat", providers, env)).toEqual({
    baseUrl: "http://127.0.0.1:11434/v1",
    apiKey: "three",
    keyName: "MY_KEY",
  });
  expect(findAccess("openai-responses", providers, env)).toEqual({ baseUrl: null, apiKey: "one", keyName: "OPENAI_API_KEY" });
  expect(findAccess("anthropic", providers, {})).toEqual({ baseUrl: null, apiKey: null, keyName: "ANTHROPIC_API_KEY" });
  expect(findAccess("scripted", providers, env)).toEqual({ baseUrl: null, apiKey: null });
});
