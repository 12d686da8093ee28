import type { IncomingHttpHeaders } from "node:http";
import { parsePythonJson, writePythonJson, type PythonValue } from "./python-json.ts";

/** A request, read whole. */
export interface Call {
  readonly method: string;
  /** Without `/api`. */
  readonly path: string;
  readonly isApi: boolean;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** What the route's `{…}` stand for. */
  readonly params: readonly string[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export function json(value: unknown, status = 200): Reply {
  return { status, headers: { "Content-Type": "application/json; charset=utf-8" }, body: Buffer.from(writePythonJson(value)) };
}

export function text(body: string, status: number): Reply {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8" }, body: Buffer.from(body) };
}

export function empty(status = 200): Reply {
  return { status, headers: {}, body: new Uint8Array() };
}

/** What any exception becomes: text, whatever was asked for. */
export function serverError(): Reply {
  return text("500 Internal Server Error\n\nServer got itself in trouble", 500);
}

export function notFound(): Reply {
  return text("404: Not Found", 404);
}

/** @throws SyntaxError for anything but JSON, an empty body included. */
export function readJson(call: Call): PythonValue {
  return parsePythonJson(Buffer.from(call.body).toString("utf8"));
}
