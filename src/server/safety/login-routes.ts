import type { Context, MiddlewareHandler } from "hono";
import { WRITE_HEADER } from "../../core/api/request.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { html } from "../../core/report/markup.ts";
import type { Bind } from "./decide-bind.ts";
import type { Login } from "./login.ts";
import { plainPage } from "./plain-page.ts";
import { refuse } from "./refuse.ts";
import { type SafetyEnv, socketOf } from "./safety-env.ts";

const LINK = /^\/login\/([A-Za-z0-9_-]{22,128})$/;

/**
 * Answers the login link, which is all that someone who is not logged in may see.
 *
 * Opening it changes nothing, since mail programs and previews open links too: its button exchanges the code for a cookie.
 */
export function loginRoutes(login: Login, bind: Bind): MiddlewareHandler<SafetyEnv> {
  return async (context, next) => {
    const { path, method } = context.req;
    if (path === "/login.js" && method !== "POST") return context.body(SCRIPT, 200, { "Content-Type": "text/javascript" });
    const code = LINK.exec(path)?.[1];
    if (code === undefined) return await next();
    if (method === "POST") return exchange(context, { code, login, bind });
    if (method !== "GET" && method !== "HEAD") return await next();
    return context.html(plainPage({ ...PAGE, nonce: context.get("nonce") }));
  };
}

function exchange(context: Context<SafetyEnv>, { code, login, bind }: { code: string; login: Login; bind: Bind }): Response {
  try {
    login.useCode(code, socketOf(context).address);
  } catch (error) {
    if (error instanceof TouchstoneError) return refuse(context, error);
    throw error;
  }
  const secure = bind.url.startsWith("https:") ? "; Secure" : "";
  context.header("Set-Cookie", `${bind.cookieName}=${login.session}; Path=/; HttpOnly; SameSite=Strict${secure}`);
  return context.json({});
}

const PAGE = {
  title: "Open this project's Studio",
  text: "This link works once. It logs this browser in until the server stops.",
  below: html`<button type="button" id="enter">Log in</button>
    <p role="status" id="said"></p>
    <noscript><p>The Studio needs JavaScript. Allow it for this page, then load it again.</p></noscript>
    <script src="/login.js"></script>`,
};

const SCRIPT = `const button = document.getElementById("enter");
const said = document.getElementById("said");
const headers = { "Content-Type": "application/json", "${WRITE_HEADER.name}": "${WRITE_HEADER.value}" };

async function enter() {
  button.disabled = true;
  said.textContent = "Logging in\\u2026";
  const answer = await fetch(location.pathname, { method: "POST", headers, body: "{}" }).catch(() => undefined);
  if (answer?.ok) return location.replace("/");
  button.disabled = false;
  const failure = await answer?.json().catch(() => undefined);
  const { message, hint } = failure?.error ?? { message: "the server does not answer", hint: "See whether it still runs" };
  said.textContent = message.charAt(0).toUpperCase() + message.slice(1) + ". " + (hint ? hint + "." : "");
}

button.addEventListener("click", enter);
button.focus();
`;
