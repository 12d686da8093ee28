import { Hono } from "hono";
import { findTrace } from "../engine/playtest/find-trace.ts";
import type { ServerContext } from "./server-context.ts";
import { STEP_LINES } from "./step-lines.ts";

/** The lines of a trace of the last run of a suite. */
export function playtestTraceRoute({ studio }: ServerContext): Hono {
  return new Hono().get("/playtest/trace", (context) => {
    const { run = "", golden = "" } = context.req.query();
    const trace = findTrace(studio.playtests, { run, golden });
    return context.body(trace, 200, { "Content-Type": STEP_LINES, "Cache-Control": "no-store" });
  });
}
