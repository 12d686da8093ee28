import { join } from "node:path";
import { WRITE_HEADER } from "../../core/api/request.ts";
import { failureFrom } from "../../core/api/failure.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { diffTraces } from "../../core/playtest/diff/diff-traces.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../../core/playtest/record/read-playtest-trace.ts";
import type { SuiteCell } from "../../core/playtest/suite/suite-cell.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { goldenOf } from "./describe-suite.ts";
import { loadSuite, type LoadedSuite, storyOf } from "./load-suite.ts";
import { loadTrace } from "./load-trace.ts";
import { requestForCell } from "./send-cell.ts";

/** Whether a server plays one cell as its golden says. */
export interface ParityCell {
  readonly golden: string;
  readonly suite: string | null;
  readonly pov: string | null;
  readonly category: string;
  /** `missing`: there is no golden. `damaged`: it cannot be read. `refused`: the server does not play it. */
  readonly state: "same" | "different" | "missing" | "damaged" | "refused";
  /** The first cause, or what is wrong; null for `same`. */
  readonly message: string | null;
  /** Further causes. */
  readonly more: number;
}

/** A server to ask. */
export interface ParityServer {
  /** E.g. `http://127.0.0.1:4417`. */
  readonly base: string;
  /** Sent along; null where none is needed. */
  readonly token: string | null;
  readonly signal: AbortSignal | undefined;
}

/** How long a server may take for one play, in ms: as long as it lets one take, and its answer's way. Guess. */
const PATIENCE_MS = 30_000;

/**
 * Plays every cell of suites on a running server, and compares each with its golden.
 *
 * @throws TouchstoneError SERVER_FAILED when no Touchstone answers there; LOGIN_NEEDED; what `loadSuite` throws.
 */
export async function checkParity(
  suites: readonly NamedFile[],
  goldenDir: string,
  server: ParityServer,
): Promise<readonly ParityCell[]> {
  const checked: ParityCell[] = [];
  for (const file of suites) {
    const loaded = await loadSuite(file);
    for (const cell of loaded.cells) {
      const golden = goldenOf(cell, loaded);
      const found = await checkCell(cell, { loaded, file, path: join(goldenDir, golden), golden, server });
      const { suite, category } = cell;
      const pov = cell.pov ?? storyOf(cell, loaded).defaultPov;
      checked.push({ golden, suite, pov, category, ...found });
    }
  }
  return checked;
}

interface Cell {
  readonly loaded: LoadedSuite;
  readonly file: NamedFile;
  readonly path: string;
  readonly golden: string;
  readonly server: ParityServer;
}

type Found = Pick<ParityCell, "state" | "message" | "more">;

async function checkCell(cell: SuiteCell, { loaded, file, path, golden, server }: Cell): Promise<Found> {
  const expected = await orFound(async () => await loadTrace({ path, name: golden }), judgeGolden);
  if ("state" in expected) return expected;
  const body = await requestForCell(cell, loaded, file);
  const actual = await orFound(async () => await playThere(server, body), judgeAnswer);
  if ("state" in actual) return actual;
  const { equal, causes } = diffTraces(expected, actual, loaded.suite.golden);
  if (equal) return { state: "same", message: null, more: 0 };
  return { state: "different", message: causes[0]?.message ?? null, more: Math.max(0, causes.length - 1) };
}

/** What a failure says of the cell; one that is no matter of the cell's is thrown on. */
async function orFound(
  read: () => Promise<PlaytestTrace>,
  judge: (code: TouchstoneError["code"]) => ParityCell["state"] | undefined,
): Promise<PlaytestTrace | Found> {
  try {
    return await read();
  } catch (error) {
    const state = error instanceof TouchstoneError ? judge(error.code) : undefined;
    if (state === undefined) throw error;
    return { state, message: (error as TouchstoneError).message, more: 0 };
  }
}

function judgeGolden(code: TouchstoneError["code"]): ParityCell["state"] | undefined {
  if (code === "FILE_NOT_FOUND") return "missing";
  return code.startsWith("TRACE_") || code === "FILE_TOO_LARGE" ? "damaged" : undefined;
}

/** What stands between us and the server is no fault of the cell. */
const NOT_THE_CELL: readonly TouchstoneError["code"][] = [
  "SERVER_FAILED",
  "SERVER_BUSY",
  "LOGIN_NEEDED",
  "TOO_MANY_TRIES",
  "HOST_REFUSED",
  "ORIGIN_REFUSED",
  "PAGE_NOT_FOUND",
  "INTERRUPTED",
];

function judgeAnswer(code: TouchstoneError["code"]): ParityCell["state"] | undefined {
  return NOT_THE_CELL.includes(code) ? undefined : "refused";
}

async function playThere({ base, token, signal }: ParityServer, body: object): Promise<PlaytestTrace> {
  const answer = await ask(base, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      [WRITE_HEADER.name]: WRITE_HEADER.value,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    // A redirect would carry the token to somewhere else.
    redirect: "error",
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal === undefined ? [] : [signal])]),
  });
  const { lines, error } = answer as { readonly lines?: unknown; readonly error?: unknown };
  if (typeof lines !== "string") throw failureFrom(error) ?? serverFailed(base, "it answers, but not as a Touchstone does");
  const reading = readTrace(lines);
  if (reading.kind === "damaged") throw serverFailed(base, `its trace is damaged: ${reading.message}`);
  return readPlaytestTrace(reading.trace);
}

async function ask(base: string, init: RequestInit): Promise<object> {
  try {
    const response = await fetch(new URL("/api/playtest/run", base), init);
    const answer: unknown = await response.json();
    return typeof answer === "object" && answer !== null ? answer : {};
  } catch (error) {
    if (init.signal?.aborted === true && (init.signal.reason as Error).name !== "TimeoutError") {
      throw new TouchstoneError("INTERRUPTED", "stopped before every cell was compared", { hint: "Run it again", cause: error });
    }
    throw serverFailed(base, "nothing that speaks JSON answers there", error);
  }
}

function serverFailed(base: string, what: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("SERVER_FAILED", `the server at \`${base}\` failed: ${what}`, {
    hint: "Start one with `touchstone serve`, and name its address with `--base`",
    cause,
  });
}
