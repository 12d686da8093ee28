import * as fc from "fast-check";
import { once } from "node:events";
import { Agent, type IncomingMessage, maxHeaderSize, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WRITE_HEADER } from "../../src/core/api/request.ts";
import { FAILURES } from "../../src/core/errors.ts";
import { answerHeaders } from "../../src/server/safety/answer-headers.ts";
import { buildOpenApi } from "../../src/server/openapi/build-openapi.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { type HeaderCase, headersOf, singleFaults } from "../support/header-matrix.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { garbageForVerbs, garbageRequest } from "../support/schema-garbage.ts";

/** Every route of a real server: what it must refuse by the head alone, and what it must survive. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const bugs: unknown[] = [];
let game: OpenGame;
let server: RunningServer;
let port: number;

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 }, coin: { variants: 1 } });
  const onBug = (error: unknown): void => void bugs.push(error);
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio: game.studio });
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  agent.destroy();
  await server.close();
  await game.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly code: string | undefined;
  readonly body: string;
}

/** Sends a request as it is, `Host` included, which `fetch` would not. A stream is left once its head is here. */
async function send(
  path: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: object; body?: string | null },
): Promise<Answer> {
  const asked = request({ port, host: "127.0.0.1", path, method, agent, headers: { ...headers } });
  asked.end(body ?? undefined);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const isStream = answer.headers["content-type"] === "text/event-stream";
  if (isStream) answer.destroy();
  const said = isStream ? "" : await text(answer);
  const isJson = answer.headers["content-type"]?.startsWith("application/json") === true && said !== "";
  const { error } = (isJson ? JSON.parse(said) : {}) as { error?: { code?: string } };
  return { status: answer.statusCode ?? 0, headers: answer.headers, code: error?.code, body: said };
}

/** Addresses of all that is described, and of what is not. */
const PATHS = [
  ...Object.keys(buildOpenApi({ version: "1" }).paths).map((path) =>
    path.replace("{project}", "game").replaceAll(/\{\w+\}/g, "x"),
  ),
  "/",
  "/index.html",
  "/built/none.js",
  "/specs/gem",
  "/api/nothing",
  "/api/projects/other/jobs",
  "/login/none-that-was-ever-given",
  "/login.js",
];

const REFUSALS = ["HOST_REFUSED", "ORIGIN_REFUSED", "METHOD_REFUSED", "TYPE_REFUSED", "WRITE_HEADER_MISSING"];

test.each(PATHS)("each wrong head is refused, and no right one: %s", async (path) => {
  const cases = singleFaults(`127.0.0.1:${port}`);
  // Proving the record takes a while, so it is asked once.
  const asked = path.includes("verification") ? cases.filter((each, index) => each.refusal !== null || index === 0) : cases;
  const judged = asked.map(async (each) => {
    const problem = judge(each, await send(path, { method: each.facts.method, headers: headersOf(each) }));
    return problem === undefined ? [] : [`${each.title}: ${problem}`];
  });
  const wrong = (await Promise.all(judged)).flat();
  expect(wrong).toEqual([]);
});

function judge({ facts, refusal }: HeaderCase, { status, headers, code }: Answer): string | undefined {
  if (Object.keys(headers).some((name) => name.startsWith("access-control"))) return "has a CORS header";
  const missing = Object.keys(answerHeaders("x")).find((name) => headers[name.toLowerCase()] === undefined);
  if (missing !== undefined) return `lacks ${missing}`;
  if (status === 500) return "is a bug";
  if (refusal === null) return REFUSALS.includes(code ?? "") ? `was refused: ${code}` : undefined;
  if (status !== refusal.status) return `was answered ${status}`;
  return facts.method === "HEAD" || code === refusal.code ? undefined : `was refused with ${code}`;
}

test("whatever is sent to a verb is answered or refused by the catalogue, and nothing is broken by it", async () => {
  // Node's own answer to an address that is too long.
  const tooLong = 431;
  const statuses = new Set<number>([200, ...Object.values(FAILURES).map(({ http }) => http)]);
  const known = { spec: ["gem"], specs: ["gem", "coin"], kind: ["spec", "lora"], id: ["gem"] };
  const met = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(garbageForVerbs(known), async (garbage) => {
      const { method, path, body } = garbageRequest(garbage);
      // Node may close the connection while such a head is still being sent.
      if (path.length > maxHeaderSize) return;
      const headers = body === null ? {} : { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
      const sent = body === null ? {} : { "content-length": Buffer.byteLength(body) };
      const answer = await send(`/api/projects/game${path}`, { method, body, headers: { ...headers, ...sent } });
      if (answer.status === tooLong) return;
      met.set(answer.status, (met.get(answer.status) ?? 0) + 1);
      expect(bugs, JSON.stringify(garbage)).toEqual([]);
      expect(answer.status, answer.body).not.toBe(500);
      expect(statuses, answer.body).toContain(answer.status);
      if (answer.status !== 200) expect(Object.keys(FAILURES)).toContain(answer.code);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  expect([...met.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 422]));
});
