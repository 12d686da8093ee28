import type { z } from "zod";
import { failureFrom } from "../core/api/failure.ts";
import { requestFor, WRITE_HEADER } from "../core/api/request.ts";
import { ROUTES, type RouteName } from "../core/api/routes.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { Step } from "../engine/step.ts";
import type { Caller, Verb } from "../engine/verb.ts";

/** Where the owner of a project serves its verbs, below `/api/projects/:id`, and the token to send. */
export interface RemoteServer {
  readonly url: string;
  readonly token: string;
}

/** Whether a server offers the verb at all. */
export function isServed(verb: Verb): boolean {
  return Object.hasOwn(ROUTES, verb.name);
}

/**
 * Calls a verb in the process that owns the project. Its steps are heard as they happen; who stops waiting closes the
 * connection, and the owner stops as if its own caller had asked.
 *
 * @throws TouchstoneError what the verb throws there; INTERRUPTED; SERVER_FAILED.
 */
export async function callRemote<Input extends z.ZodType, Output>(
  server: RemoteServer,
  verb: Verb<Input, Output>,
  { input, caller }: { input: unknown; caller: Caller },
): Promise<Output> {
  try {
    const response = await send(server, verb, { input, caller });
    for await (const line of linesOf(response)) {
      const answer = JSON.parse(line) as { step?: Step; output?: Output; error?: unknown };
      if (answer.step !== undefined) caller.onStep?.(answer.step);
      else if (answer.error !== undefined) throw failureFrom(answer.error) ?? failed(`it answered ${line}`);
      else return answer.output as Output;
    }
  } catch (error) {
    if (error instanceof TouchstoneError) throw error;
    if (caller.signal?.aborted === true) throw interrupted();
    throw failed("the connection broke", error);
  }
  throw failed("it ended before it answered");
}

async function send({ url, token }: RemoteServer, verb: Verb, { input, caller }: { input: unknown; caller: Caller }) {
  const { method, path, body } = requestFor(ROUTES[verb.name as RouteName], input as Readonly<Record<string, unknown>>);
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/x-ndjson",
    "content-type": "application/json",
    [WRITE_HEADER.name]: WRITE_HEADER.value,
  };
  // A redirect would carry the token to somewhere else.
  const response = await fetch(`${url}${path}`, { method, headers, body, redirect: "error", signal: caller.signal ?? null });
  if (response.ok) return response;
  const answer = (await response.json()) as { error?: unknown };
  throw failureFrom(answer.error) ?? failed(`it answered with status ${response.status}`);
}

async function* linesOf(response: Response): AsyncIterable<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

function interrupted(): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", "stopped before everything was done; what was done is kept", {
    hint: "Run the same command again to go on",
  });
}

function failed(what: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("SERVER_FAILED", `the server that owns the project failed: ${what}`, {
    hint: "Look at the output of `touchstone serve`, and try again",
    cause,
  });
}
