import { TouchstoneError } from "../../core/errors.ts";
import { MAX_BODY_BYTES, MAX_BODY_DEPTH } from "./server-limits.ts";

/** Keys that a careless merge would write into every object of the process. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads the body of a write: a JSON object of bounded size and depth, without keys that reach for prototypes.
 *
 * @throws TouchstoneError BODY_TOO_LARGE, BODY_INVALID.
 */
export async function parseBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = decode(await readCapped(request));
  const body = parseJson(text);
  checkTree(body);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Readonly<Record<string, unknown>>;
  return refuse("the body is not an object", "Send the input's fields as one JSON object");
}

/** @throws TouchstoneError BODY_TOO_LARGE for a length that is announced and too large. */
export function refuseLargeBody(contentLength: string | undefined): void {
  if (contentLength !== undefined && Number(contentLength) > MAX_BODY_BYTES) throw tooLarge();
}

/** Counts while reading: a chunked body announces no length, and another may lie. */
async function readCapped(request: Request): Promise<Uint8Array> {
  refuseLargeBody(request.headers.get("content-length") ?? undefined);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("the body is not UTF-8 text", "Encode the JSON as UTF-8");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(text.trim() === "" ? "the body is empty" : "the body is not JSON", "Send a JSON object, `{}` at least");
  }
}

/** Without recursion: what is checked here is what would break it. */
function checkTree(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") checkText(value);
    if (typeof value !== "object" || value === null) continue;
    if (depth >= MAX_BODY_DEPTH) refuse(`the body is nested deeper than ${MAX_BODY_DEPTH} levels`, "Flatten it");
    if (!Array.isArray(value)) checkKeys(Object.keys(value));
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 });
  }
}

function checkKeys(keys: readonly string[]): void {
  for (const key of keys) {
    checkText(key);
    if (FORBIDDEN_KEYS.has(key)) refuse(`the body holds the key \`${key}\``, "Leave it out: no input has it");
  }
}

/** Half of a surrogate pair is no text: it has no UTF-8, so no digest and no file. */
function checkText(text: string): void {
  if (!text.isWellFormed()) refuse("the body holds half a character (a lone surrogate)", "Send whole characters");
}

function tooLarge(): TouchstoneError {
  return new TouchstoneError("BODY_TOO_LARGE", `the body is larger than ${MAX_BODY_BYTES} bytes`, {
    hint: "Send less at once",
  });
}

function refuse(message: string, hint: string): never {
  throw new TouchstoneError("BODY_INVALID", message, { hint });
}
