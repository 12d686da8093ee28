import { createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { once } from "node:events";
import { get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { headerMatrix, headersOf } from "../../../tests/support/header-matrix.ts";
import type { FailureJson } from "../../core/api/failure.ts";
import { answerHeaders } from "./answer-headers.ts";
import { blobAnswer } from "./blob-answer.ts";
import { createSafety } from "./create-safety.ts";
import { decideBind, type BindRequest } from "./decide-bind.ts";
import { Login } from "./login.ts";
import type { SafetyEnv } from "./safety-env.ts";

const TOKEN = "the-token-of-this-very-start";
const CODE = "a-code-that-is-good-only-once";
const WRITE = { "Content-Type": "application/json", "X-Touchstone": "1" };

interface TestServer {
  readonly clock: { nowMs: number };
  readonly loginPath: string | null;
  readonly send: (path: string, init?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Response>;
}

/** A server with a page, an API, a stream and a blob behind the safety; by default on loopback. */
function startServer(asked: Partial<BindRequest> = {}): TestServer {
  const clock = { nowMs: 1_000_000 };
  const bind = decideBind({ host: "127.0.0.1", port: 4170, tls: false, insecure: false, allowedHosts: [], ...asked });
  const app = new Hono<SafetyEnv>();
  const safety = createSafety({ bind, token: TOKEN, nowMs: () => clock.nowMs, drawSecret: () => CODE });
  app.route("/", safety.routes);
  app.get("/", (context) => context.html(`<style nonce="${context.get("nonce")}"></style>`));
  app.all("/api/jobs", (context) => context.json({ done: true }));
  app.get("/api/stream", (context) => context.body("event: heartbeat\n\n", 200, { "Content-Type": "text/event-stream" }));
  app.get("/api/blob", () => blobAnswer(Buffer.from("GIF89a"), `sha256:${"0".repeat(64)}`));
  app.get("/api/bug", () => {
    throw new Error("a bug");
  });
  app.onError((_, context) => context.json({}, 500));
  const [host = ""] = bind.hosts;
  const send: TestServer["send"] = async (path, init = {}) =>
    await app.request(path, { ...init, headers: { Host: host, ...init.headers } });
  return { clock, loginPath: safety.loginPath, send };
}

const session = new Login({ token: TOKEN, nowMs: () => 0 }).session;
const exposed = { host: "studio.lan", tls: true };

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: FailureJson }).error.code;
}

describe("on every route", () => {
  const server = startServer();
  const routes = [
    "/",
    "/api/jobs",
    "/api/stream",
    "/api/blob",
    "/api/bug",
    "/login/some-code-of-at-least-22-letters",
    "/login.js",
    "/not/there",
  ];

  test.each(routes)("the header matrix is refused or let past as it should: %s", async (path) => {
    const wrong: string[] = [];
    for (const each of headerMatrix("127.0.0.1:4170")) {
      const answer = await server.send(path, { method: each.facts.method, headers: { Host: "", ...headersOf(each) } });
      const isRefused = REFUSED_STATUSES.includes(answer.status);
      const isRight = each.refusal === null ? !isRefused : answer.status === each.refusal.status;
      if (!isRight) wrong.push(`${each.title}: ${answer.status}`);
      if (each.refusal !== null && each.facts.method !== "HEAD" && (await codeOf(answer)) !== each.refusal.code)
        wrong.push(each.title);
      if ([...answer.headers.keys()].some((name) => name.startsWith("access-control"))) wrong.push(`${each.title}: CORS`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(routes)("the headers of safety stand, on answers, failures and refusals: %s", async (path) => {
    for (const host of ["127.0.0.1:4170", "evil.example"]) {
      const { headers } = await server.send(path, { headers: { Host: host } });
      const kept = path === "/api/blob" && host !== "evil.example" ? ["Content-Security-Policy", "Cache-Control"] : [];
      for (const [name, value] of Object.entries(answerHeaders(CODE))) {
        if (!kept.includes(name)) expect([name, headers.get(name)]).toEqual([name, value]);
      }
    }
  });
});

const REFUSED_STATUSES = [403, 405, 415, 421];

test("a refused method is told the ones there are", async () => {
  const answer = await startServer().send("/api/jobs", { method: "OPTIONS" });
  expect(answer.headers.get("Allow")).toBe("GET, HEAD, POST, PUT, PATCH, DELETE");
});

test("what a route writes to Node's own response has them too, and keeps its own", async () => {
  const bind = decideBind({ host: "127.0.0.1", port: 4170, tls: false, insecure: false, allowedHosts: [] });
  const app = new Hono<SafetyEnv>().route(
    "/",
    createSafety({ bind, token: TOKEN, nowMs: () => 0, drawSecret: () => CODE }).routes,
  );
  app.get("/stream", ({ env }) => {
    env.outgoing.writeHead(200, { "Cache-Control": "no-cache" });
    env.outgoing.end("event: heartbeat\n\n");
    return RESPONSE_ALREADY_SENT;
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const [{ headers }] = (await once(get({ port, path: "/stream", headers: { Host: "127.0.0.1:4170" } }), "response")) as [
    IncomingMessage,
  ];
  server.close();
  server.closeAllConnections();
  const wanted = Object.entries({ ...answerHeaders(CODE), "Cache-Control": "no-cache" }).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  expect(headers).toMatchObject(Object.fromEntries(wanted));
  expect([...RESPONSE_ALREADY_SENT.headers.keys()]).not.toContain("content-security-policy");
});

test("a page may put style in by the nonce of its own answer", async () => {
  const answer = await startServer().send("/");
  expect(await answer.text()).toBe(`<style nonce="${CODE}"></style>`);
  expect(answer.headers.get("Content-Security-Policy")).toContain(`style-src 'self' 'nonce-${CODE}'`);
});

test("an announced body over the limit is refused before its route", async () => {
  const answer = await startServer().send("/api/jobs", { method: "POST", headers: { ...WRITE, "Content-Length": "1048577" } });
  expect([answer.status, await codeOf(answer)]).toEqual([413, "BODY_TOO_LARGE"]);
});

test("a person who opens a refused address reads a page, without what they sent as markup", async () => {
  const answer = await startServer().send("/", { headers: { Host: "<b>evil</b>", Accept: "text/html,*/*" } });
  expect(answer.status).toBe(421);
  expect(await answer.text()).toContain("<h1>This server does not answer for <code>&lt;b&gt;evil&lt;/b&gt;</code>.</h1>");
});

describe("the token", () => {
  test("on loopback nobody needs it, but a wrong one is refused and a stale cookie is not asked", async () => {
    const { send } = startServer();
    expect((await send("/api/jobs", { headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
    expect((await send("/api/jobs", { headers: { Cookie: "touchstone=of-another-server" } })).status).toBe(200);
    for (const wrong of ["Bearer wrong", `Basic ${TOKEN}`, "", `Bearer ${TOKEN} `.repeat(2)]) {
      expect((await send("/api/jobs", { headers: { Authorization: wrong } })).status).toBe(401);
    }
  });

  test.each(["/", "/api/jobs", "/api/stream", "/api/blob", "/not/there", "/login", "/login/short"])(
    "reachable by others, it or a cookie is needed on %s",
    async (path) => {
      const { send } = startServer(exposed);
      const answer = await send(path);
      expect([answer.status, answer.headers.get("WWW-Authenticate"), await codeOf(answer)]).toEqual([
        401,
        "Bearer",
        "LOGIN_NEEDED",
      ]);
      expect((await send(path, { headers: { Cookie: "__Host-touchstone=wrong" } })).status).toBe(401);
      expect((await send(path, { headers: { Cookie: `touchstone=${session}` } })).status).toBe(401);
      expect((await send(path, { headers: { Authorization: `Bearer ${session}` } })).status).toBe(401);
      expect((await send(path, { headers: { Cookie: `__Host-touchstone=${TOKEN}` } })).status).toBe(401);
      expect((await send(path, { headers: { Authorization: `Bearer ${TOKEN}` } })).status).not.toBe(401);
      expect((await send(path, { headers: { Cookie: `__Host-touchstone=${session}` } })).status).not.toBe(401);
    },
  );

  test("after ten wrong ones in a minute its address must wait, with the right one too", async () => {
    const { send, clock } = startServer(exposed);
    for (let index = 0; index < 10; index += 1) {
      expect((await send("/", { headers: { Authorization: `Bearer ${index}` } })).status).toBe(401);
    }
    const answer = await send("/", { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect([answer.status, answer.headers.get("Retry-After"), await codeOf(answer)]).toEqual([429, "60", "TOO_MANY_TRIES"]);
    expect((await send(`/login/${CODE}`, { method: "POST", headers: WRITE })).status).toBe(429);
    clock.nowMs += 60_000;
    expect((await send("/", { headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  });
});

describe("the login link", () => {
  const enter = { method: "POST", headers: WRITE, body: "{}" };

  test("shows a button and changes nothing, however often it is opened", async () => {
    const { send } = startServer(exposed);
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await send(`/login/${CODE}`, { method });
      expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([200, null]);
    }
    expect(await (await send(`/login/${CODE}`)).text()).toContain('<script src="/login.js">');
    expect((await send("/login.js")).headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect((await send(`/login/${CODE}`, enter)).status).toBe(200);
  });

  test("exchanges its code once for a cookie that scripts cannot read and other sites do not send", async () => {
    const { send } = startServer(exposed);
    const answer = await send(`/login/${CODE}`, enter);
    expect(answer.headers.get("Set-Cookie")).toBe(`__Host-touchstone=${session}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    expect((await send(`/login/${CODE}`, enter)).status).toBe(401);
    expect((await send("/", { headers: { Cookie: `__Host-touchstone=${session}` } })).status).toBe(200);
  });

  test("without TLS the cookie is one that browsers take without it", async () => {
    const answer = await startServer({ host: "studio.lan", insecure: true }).send(`/login/${CODE}`, enter);
    expect(answer.headers.get("Set-Cookie")).toMatch(/^touchstone=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test("is over after ten minutes", async () => {
    const { send, clock } = startServer(exposed);
    clock.nowMs += 600_000;
    expect(await codeOf(await send(`/login/${CODE}`, enter))).toBe("LOGIN_NEEDED");
  });

  test("never holds the token, nor does any answer", async () => {
    const { send } = startServer(exposed);
    for (const path of ["/", `/login/${CODE}`, "/login.js", "/not/there"]) {
      const answer = await send(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
      expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(TOKEN);
    }
  });

  test("is none where no login is needed", () => {
    expect(startServer().loginPath).toBe(null);
    expect(startServer(exposed).loginPath).toBe(`/login/${CODE}`);
  });

  test("of two starts gives two sessions", () => {
    const nowMs = (): number => 0;
    expect(session).not.toContain(TOKEN);
    expect(session).not.toBe(new Login({ token: `${TOKEN}2`, nowMs }).session);
  });
});
