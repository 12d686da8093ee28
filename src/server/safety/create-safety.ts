import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { randomBytes } from "node:crypto";
import { WRITE_HEADER } from "../../core/api/request.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { answerHeaders } from "./answer-headers.ts";
import type { Bind } from "./decide-bind.ts";
import { judgeRequest, type RequestFacts } from "./judge-request.ts";
import { Login, LOGIN_HINT } from "./login.ts";
import { loginRoutes } from "./login-routes.ts";
import { refuseLargeBody } from "./parse-body.ts";
import { refuse } from "./refuse.ts";
import { type SafetyEnv, socketOf } from "./safety-env.ts";

interface SafetySettings {
  readonly bind: Bind;
  /** The token of this start, from a cryptographic source of at least 128 bits. */
  readonly token: string;
  /** The clock: epoch ms. */
  readonly nowMs: () => number;
  /** Draws a secret that fits in a URL: of 192 random bits where it is left out. */
  readonly drawSecret?: () => string;
}

/** What stands before every route. */
export interface Safety {
  /** To be mounted first, at `/`: `app.route("/", safety.routes)`. */
  readonly routes: Hono<SafetyEnv>;
  /** Where a browser logs in, once and within ten minutes, e.g. `/login/x1f…`; null where no login is needed. */
  readonly loginPath: string | null;
}

/**
 * What every request passes before any route, in this order: headers on every answer; host, origin, method and write header;
 * size; login. An answer behind it may set a header of its own, which is kept.
 */
export function createSafety({ bind, token, nowMs, drawSecret = drawRandom }: SafetySettings): Safety {
  const login = new Login({ token, nowMs });
  const code = bind.needsLogin ? drawSecret() : undefined;
  if (code !== undefined) login.issueCode(code);
  const judgeHead = (context: Context<SafetyEnv>): void => {
    const refusal = judgeRequest(factsOf(context), bind);
    if (refusal !== undefined) throw refusal;
    refuseLargeBody(context.req.header("content-length"));
  };
  const routes = new Hono<SafetyEnv>().use(
    "*",
    addHeaders(drawSecret),
    refusing(judgeHead),
    loginRoutes(login, bind),
    refusing((context) => judgeLogin(context, { bind, login })),
  );
  return { routes, loginPath: code === undefined ? null : `/login/${code}` };
}

function drawRandom(): string {
  return randomBytes(24).toString("base64url");
}

function addHeaders(drawNonce: () => string): MiddlewareHandler<SafetyEnv> {
  return async (context, next) => {
    const nonce = drawNonce();
    context.set("nonce", nonce);
    const wanted = Object.entries(answerHeaders(nonce));
    // For what is written to Node's own response, which never comes back here.
    const { outgoing } = socketOf(context);
    for (const [name, value] of wanted) outgoing?.setHeader(name, value);
    await next();
    const { headers } = context.res;
    for (const [name, value] of wanted) if (!headers.has(name) && context.res !== RESPONSE_ALREADY_SENT) headers.set(name, value);
  };
}

function refusing(judge: (context: Context<SafetyEnv>) => void): MiddlewareHandler<SafetyEnv> {
  return async (context, next) => {
    try {
      judge(context);
    } catch (error) {
      if (error instanceof TouchstoneError) return refuse(context, error);
      throw error;
    }
    return await next();
  };
}

function factsOf({ req }: Context<SafetyEnv>): RequestFacts {
  return {
    method: req.method,
    host: req.header("host"),
    origin: req.header("origin"),
    fetchSite: req.header("sec-fetch-site"),
    contentType: req.header("content-type"),
    writeHeader: req.header(WRITE_HEADER.name),
  };
}

/**
 * A token that is shown must be right even where none is needed: its sender takes this server for another.
 * A cookie is not asked there: browsers send one server's cookies to all ports of its host.
 */
function judgeLogin(context: Context<SafetyEnv>, { bind, login }: { bind: Bind; login: Login }): void {
  const authorization = context.req.header("authorization");
  const bearer = authorization?.replace(/^Bearer +/i, "");
  const cookie = bind.needsLogin ? getCookie(context, bind.cookieName) : undefined;
  const isIn = login.accepts({ bearer, cookie }, socketOf(context).address);
  if (isIn || !bind.needsLogin) return;
  throw new TouchstoneError("LOGIN_NEEDED", "nobody is logged in", { hint: LOGIN_HINT });
}
