import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { openStream } from "../../canonical/random.ts";
import { TouchstoneError } from "../../errors.ts";
import type { Json } from "../json.ts";
import { createRedactor } from "./create-redactor.ts";
import { SECRET_MAKERS } from "./secrets.fixture.ts";

const redactor = createRedactor({ patterns: [], secrets: [] });
const random = openStream(6, "redactor tests");
const [openai = "", token = ""] = ["openai project", "random token"].map((kind) => SECRET_MAKERS[kind]?.(random).secret);

test("[PV1] fields whose names say that they hold secrets are emptied, whatever they hold", () => {
  const data = {
    password: "hunter2",
    "X-Api-Key": "abc",
    clientSecret: ["one", "two"],
    credentials: { user: "ann", pin: 1234 },
    access_token: "abcdefgh",
    headers: [{ name: "Cookie", value: "id=7" }],
    passwords: { mail: "hunter2" },
    apiKeys: ["abc"],
    user: "ann",
  };
  expect(redactor.json(data)).toEqual({
    password: "[redacted]",
    "X-Api-Key": "[redacted]",
    clientSecret: ["[redacted]", "[redacted]"],
    credentials: { user: "[redacted]", pin: "[redacted]" },
    access_token: "[redacted]",
    headers: [{ name: "Cookie", value: "[redacted]" }],
    passwords: { mail: "[redacted]" },
    apiKeys: ["[redacted]"],
    user: "ann",
  });
});

test("[PV1] JSON inside of texts is looked through as data, at any depth, and written anew only where something was found", () => {
  const inner = JSON.stringify({ arguments: JSON.stringify({ password: "hunter2" }) });
  expect(redactor.text(`  ${inner}`)).toBe(JSON.stringify({ arguments: JSON.stringify({ password: "[redacted]" }) }));
  const harmless = '{ "order" :  1.0 }';
  expect(redactor.text(harmless)).toBe(harmless);
  // The reader of JSON sees only the second of two equal names.
  expect(redactor.text(`{"a":"${openai}","a":"fine"}`)).not.toContain(openai);
});

test("[PV1] what only sounds like a secret stays", () => {
  const data = {
    max_tokens: 4096,
    inputTokens: 3,
    next_page_token: "abcdefgh",
    token: "the",
    secretary: "Ann",
    passwordless: true,
  };
  expect(redactor.json(data)).toBe(data);
  const text = "Secret: nobody knows the basic structure of the token ring, nor its password. Write to the bearer.";
  expect(redactor.text(text)).toBe(text);
});

test("[PV2] a schema of a password is kept, an object under that name is not", () => {
  const schema = {
    type: "object",
    properties: { password: { type: "string", description: "The new one" } },
    required: ["password"],
  };
  expect(redactor.json(schema)).toBe(schema);
  expect(redactor.json({ secrets: { type: "bearer", value: "x1" } })).toEqual({
    secrets: { type: "[redacted]", value: "[redacted]" },
  });
});

test("[PV3] known secrets are found as they are, in JSON and in addresses", () => {
  const secret = 'open "sesame" & go';
  const known = createRedactor({ patterns: [], secrets: [secret, "ollama"] });
  expect(known.text(`say ${secret}!`)).toBe("say [redacted]!");
  expect(known.text(`not JSON: ${JSON.stringify(secret)}`)).toBe('not JSON: "[redacted]"');
  expect(known.text(`https://host/?q=${encodeURIComponent(secret)}`)).toBe("https://host/?q=[redacted]");
  expect(known.text(`q=${encodeURIComponent(secret).toLowerCase().replaceAll("%20", "+")}`)).toBe("q=[redacted]");
  expect(known.text("ollama")).toBe("ollama");
});

test("[PV4] escapes that JSON need not write hide nothing, also where it cannot be read", () => {
  const escaped = openai.replace("s", String.raw`\u0073`);
  for (const text of [
    `{"key":"${escaped}`,
    `{"a":1}\n{"b":"${escaped}"}\n`,
    `it says \\"${escaped.replace("-", String.raw`\u002D`)}"`,
  ]) {
    expect(redactor.text(text)).toContain("[redacted]");
    expect(redactor.text(text)).not.toContain(openai.slice(10));
  }
  const harmless = String.raw`it says \u0041 and C:\/users`;
  expect(redactor.text(harmless)).toBe(harmless);
});

test.each(Object.entries(SECRET_MAKERS))("[PV4] a secret is found wherever it stands: %s", (_kind, make) => {
  for (let time = 0; time < 20; time += 1) {
    const { secret, text } = make(random);
    const places: Json[] = [
      text,
      `Here you are: ${text}, thanks`,
      { deep: [{ [text]: `see ${text}` }] },
      JSON.stringify({ body: JSON.stringify({ note: text }) }),
      `broken {"a":"first\\n${JSON.stringify(text).slice(1, -1)}`,
    ];
    for (const place of places) expect(JSON.stringify(redactor.json(place))).not.toContain(secret);
  }
});

test("[PV4] a private key that is cut off is taken out to the end", () => {
  expect(redactor.text("key: -----BEGIN PRIVATE KEY-----\nMIIE")).toBe("key: [redacted]");
});

test("[PV5] tokens drawn at random are found, in a path they alone", () => {
  expect(redactor.text(`use ${token} now`)).toBe("use [redacted] now");
  expect(redactor.text(`https://hooks.example.com/services/incoming/${token}/send`)).toBe(
    "https://hooks.example.com/services/incoming/[redacted]/send",
  );
});

test.each([
  ["an id", "0190b8a0-1234-7abc-8def-0123456789ab"],
  ["a ULID", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ["an id of a call", "call_9pQ8rT2vWx4YzAbCdEfGhIjK"],
  ["a digest", `sha256:${"3f9a".repeat(16)}`],
  ["a commit", "905bcbced3d40cdf7aadc4cdf6fb731c4bb3dbe3"],
  ["an identifier", "getUserAccountBalance2024ReportForCustomer"],
  ["a path", "node_modules/oxfmt/binding-linux-arm64-musl/package.json"],
  ["a number", "DE89370400440532013000123456"],
  ["a picture", `data:image/png;base64,${"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB".repeat(20)}`],
  ["an alphabet", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"],
  ["words in a row", "sk-learn-for-absolute-beginners-and-others"],
])("[PV5] what names something stays: %s", (_what, text) => {
  expect(redactor.text(text)).toBe(text);
  expect(redactor.text(`{"about": "${text}"}`)).toBe(`{"about": "${text}"}`);
});

test("[PV5] of 2,000 random tokens of 32 characters, 0.5 % are missed at most", () => {
  const missed = Array.from({ length: 2000 }, () => SECRET_MAKERS["random token"]?.(random).secret.slice(0, 32) ?? "").filter(
    (secret) => redactor.text(secret) === secret,
  );
  expect(missed.length).toBeLessThanOrEqual(10);
});

test("[PV6] a project's own patterns are taken out", () => {
  const own = createRedactor({ patterns: ["ORD-\\d+", "(?i)acme"], secrets: [] });
  expect(own.text("Acme ships ORD-1 and ORD-22")).toBe("[redacted] ships [redacted] and [redacted]");
  expect(own.json({ "ORD-7": { of: "ACME" }, "ORD-8": 1 })).toEqual({ "[redacted]": { of: "[redacted]" }, "[redacted] 2": 1 });
});

test("[PV6] patterns that are none are all named, with the way out", () => {
  const create = (): unknown => createRedactor({ patterns: ["(", "x*", "ok", "(?=a)"], secrets: [] });
  expect(create).toThrow(TouchstoneError);
  try {
    create();
  } catch (error) {
    const { code, problems } = error as TouchstoneError;
    expect(code).toBe("INPUT_INVALID");
    expect(problems.map(({ message }) => message.split("`")[1])).toEqual(["(", "x*", "(?=a)"]);
    expect(problems[1]?.message).toBe("`x*` matches the empty text, so it would match everywhere");
  }
});

const SIGNS = [
  "[redacted]",
  "[",
  "]",
  '"',
  "\\",
  "\n",
  "password",
  "=",
  ": ",
  "Bearer ",
  "sk-",
  "eyJ",
  "://",
  "@",
  "7",
  "\ud83d",
  "{}",
];
const SNIPPETS = [...SIGNS, ...Object.values(SECRET_MAKERS).map((make) => make(random).text)];

test("[PV7] what was redacted stays as it is, whatever it was made of", () => {
  const own = createRedactor({ patterns: ["redact", "^a", "7+$", "[\\[\\]]"], secrets: ["password"] });
  // A secret's own field may lose the name that says so: what is left of it must be found the first time.
  const short = own.json({ password: "]" });
  expect(own.json(short)).toEqual(short);
  const piece = fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 4, unit: "binary" }));
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const data = fc.oneof(
    text,
    fc.dictionary(text, fc.oneof(text, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>), { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom("password", "token", "id", "note"), text).map((map) => JSON.stringify(map)),
  );
  fc.assert(
    fc.property(data, (value) => {
      for (const one of [redactor, own]) {
        const once = one.json(value);
        expect(one.json(once)).toEqual(once);
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["web tokens without a dot", "eyJaaaaaaaa-"],
  ["beginnings of addresses", "://a:"],
  ["beginnings of private keys", "-----BEGIN PRIVATE "],
  ["names of secrets", "password"],
  ["quotes and signs", "token\"': "],
  ["one long run", "aB3"],
  ["JSON that does not end", '{"a":"'],
  ["prefixes", "sk-"],
  ["cookies", "cookie:a"],
])("[PV9] a megabyte of the worst text is looked through at once: %s", (_what, unit) => {
  const text = unit.repeat(1_000_000 / unit.length);
  const beganMs = performance.now();
  redactor.text(text);
  expect(performance.now() - beganMs).toBeLessThan(1000);
});

test("[PV10] whatever the data, it can be written", () => {
  let deep: Json = "end";
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  const data = { half: "a\ud83d", count: Number.NaN, nothing: undefined as unknown as Json, deep, "ke\ud83dy": 1 };
  const redacted = redactor.json(data);
  expect(redacted).toMatchObject({ half: "a\ufffd", count: null, nothing: null, "ke\ufffdy": 1 });
  expect(canonicalJson(redacted)).toContain('"[nested too deep]"');
  expect(redactor.text(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toContain("nested too deep");
  expect(redactor.json(JSON.parse('{"__proto__":{"password":"x1"}}') as Json)).toEqual(
    JSON.parse('{"__proto__":{"password":"[redacted]"}}'),
  );
});
