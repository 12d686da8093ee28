import { type Context, Hono } from "hono";
import { ROUTES, type Route, type RouteName } from "../core/api/routes.ts";
import { callVerb } from "../engine/call-verb.ts";
import type { Caller, Verb } from "../engine/verb.ts";
import { coerceQuery } from "./openapi/coerce-query.ts";
import { parseBody } from "./safety/parse-body.ts";
import type { ServerContext } from "./server-context.ts";
import { answerInLines, wantsLines } from "./step-lines.ts";
import { VERBS } from "./verb-table.ts";

/** One route for each served verb: it reads the input from the path, the query and the body, calls the verb, and answers. */
export function verbRoutes(server: ServerContext): Hono {
  const routes = new Hono();
  for (const [name, verb] of Object.entries(VERBS) as [RouteName, Verb][]) {
    const route: Route = ROUTES[name];
    routes.on(route.method, honoPath(route.path), async (context) => await answerVerb(server, { verb, context }));
  }
  return routes;
}

/** `/specs/{spec}` as Hono writes it: `/specs/:spec`. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

async function answerVerb(server: ServerContext, { verb, context }: { verb: Verb; context: Context }): Promise<Response> {
  const input = await readInput(verb, context);
  // Whoever closes the connection no longer waits for the answer.
  const signal = AbortSignal.any([context.req.raw.signal, server.ending]);
  const call = async (onStep?: Caller["onStep"]): Promise<unknown> =>
    await callVerb(verb, {
      input,
      caller: { by: "person", remote: true, signal, ...(onStep === undefined ? {} : { onStep }) },
      withStudio: async (_access, use) => await use(server.studio),
    });
  if (wantsLines(context)) return answerInLines(context, { call, onBug: server.onBug });
  return context.json((await call()) as object);
}

async function readInput(verb: Verb, context: Context): Promise<unknown> {
  const named = context.req.param();
  // The project is the server's matter.
  const { project: _project, ...fields } = named as Record<string, string>;
  if (context.req.method === "GET" || context.req.method === "HEAD") {
    return { ...coerceQuery(verb.input, context.req.queries()), ...coerceQuery(verb.input, single(fields)) };
  }
  const body = await parseBody(context.req.raw);
  return { ...body, ...coerceQuery(verb.input, single(fields)) };
}

function single(fields: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));
}
