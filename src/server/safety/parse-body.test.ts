import { expect, test } from "vitest";
import { TouchstoneError } from "../../core/errors.ts";
import { parseBody } from "./parse-body.ts";
import { MAX_BODY_BYTES, MAX_BODY_DEPTH } from "./server-limits.ts";

function requestOf(body: string | Uint8Array | ReadableStream, headers: Record<string, string> = {}): Request {
  return new Request("http://127.0.0.1/", { method: "POST", body, headers, duplex: "half" });
}

async function codeOf(request: Request): Promise<string> {
  try {
    await parseBody(request);
    return "accepted";
  } catch (error) {
    return error instanceof TouchstoneError ? `${error.code}: ${error.message}` : String(error);
  }
}

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
}

test("an object is read as it stands", async () => {
  expect(await parseBody(requestOf('{"spec":"łuk","list":[1,null]}'))).toEqual({ spec: "łuk", list: [1, null] });
});

test.each([
  ["", "BODY_INVALID: the body is empty"],
  ["{", "BODY_INVALID: the body is not JSON"],
  ["[]", "BODY_INVALID: the body is not an object"],
  ["null", "BODY_INVALID: the body is not an object"],
  ['"text"', "BODY_INVALID: the body is not an object"],
  ['{"__proto__":{"x":1}}', "BODY_INVALID: the body holds the key `__proto__`"],
  ['{"a":[{"constructor":{"prototype":1}}]}', "BODY_INVALID: the body holds the key `constructor`"],
  ['{"a":{"prototype":1}}', "BODY_INVALID: the body holds the key `prototype`"],
  ['{"a":"\\ud800"}', "BODY_INVALID: the body holds half a character (a lone surrogate)"],
  ['{"\\udc00":1}', "BODY_INVALID: the body holds half a character (a lone surrogate)"],
  [nested(MAX_BODY_DEPTH), "accepted"],
  [nested(MAX_BODY_DEPTH + 1), `BODY_INVALID: the body is nested deeper than ${MAX_BODY_DEPTH} levels`],
  [`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, `BODY_INVALID: the body is nested deeper than ${MAX_BODY_DEPTH} levels`],
])("a body is judged whole: %.40s", async (body, outcome) => {
  expect(await codeOf(requestOf(body))).toBe(outcome);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

test("bytes that are no UTF-8 are refused", async () => {
  expect(await codeOf(requestOf(new Uint8Array([0x22, 0xff, 0x22])))).toMatch(/^BODY_INVALID/);
});

test("a megabyte is accepted, and a byte more is not", async () => {
  const fit = `{"a":"${"x".repeat(MAX_BODY_BYTES - 8)}"}`;
  expect(await codeOf(requestOf(fit))).toBe("accepted");
  expect(await codeOf(requestOf(`${fit} `))).toMatch(/^BODY_TOO_LARGE/);
});

test("an announced length is refused before a byte is read", async () => {
  const request = requestOf("{}", { "content-length": String(MAX_BODY_BYTES + 1) });
  expect(await codeOf(request)).toMatch(/^BODY_TOO_LARGE/);
  expect(request.bodyUsed).toBe(false);
});

test("a body without a length is counted, and left as soon as it is too large", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller): void {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  expect(await codeOf(requestOf(endless))).toMatch(/^BODY_TOO_LARGE/);
  expect(sent).toBeLessThan(MAX_BODY_BYTES + 4 * 65_536);
});
