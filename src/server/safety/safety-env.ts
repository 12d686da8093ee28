import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** What the safety leaves for the routes behind it. */
export interface SafetyVariables {
  /** Fresh for each answer: for `<meta property="csp-nonce">` and the style elements of a page. */
  nonce: string;
}

/** Hono's environment of the routes of safety. */
export interface SafetyEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: SafetyVariables;
}

/** Node's response, and the address at the other end. No `X-Forwarded-For`: anyone can write one. */
interface Socket {
  readonly outgoing: HttpBindings["outgoing"] | undefined;
  readonly address: string;
}

/** The socket that a request came through; a request that is handed in without a server has none. */
export function socketOf(context: Context<SafetyEnv>): Socket {
  const { incoming, outgoing } = (context.env ?? {}) as Partial<HttpBindings>;
  return { outgoing, address: incoming?.socket.remoteAddress ?? "unknown" };
}
