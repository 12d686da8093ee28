import type { Context } from "hono";
import type { TouchstoneError } from "../../core/errors.ts";
import { answerFailure, statusOf } from "../failure-answer.ts";
import { METHODS } from "./judge-request.ts";
import { TooManyTries } from "./login.ts";
import { plainPage } from "./plain-page.ts";
import type { SafetyEnv } from "./safety-env.ts";

/** Answers with a failure: a page to a person who opened an address, JSON to everything else. */
export function refuse(context: Context<SafetyEnv>, error: TouchstoneError): Response {
  if (error.code === "LOGIN_NEEDED") context.header("WWW-Authenticate", "Bearer");
  if (error.code === "METHOD_REFUSED") context.header("Allow", METHODS.join(", "));
  if (error instanceof TooManyTries) context.header("Retry-After", String(error.waitSeconds));
  const isVisit = context.req.method === "GET" && context.req.header("accept")?.includes("text/html") === true;
  if (!isVisit) return answerFailure(context, error);
  return context.html(
    plainPage({ title: sentence(error.message), text: sentence(error.hint ?? ""), nonce: context.get("nonce") }),
    statusOf(error),
  );
}

function sentence(text: string): string {
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
