import { Hono } from "hono";
import { findTraceText } from "../engine/trials/show-run.ts";
import type { ServerContext } from "./server-context.ts";
import { STEP_LINES } from "./step-lines.ts";

/** The lines of a trial's trace, whole or cut off. */
export function trialTraceRoute({ studio }: ServerContext): Hono {
  return new Hono().get("/trials/trace", async (context) => {
    const text = await findTraceText(studio.projectDir, context.req.query("trace") ?? "");
    return context.body(text, 200, { "Content-Type": STEP_LINES, "Cache-Control": "no-store" });
  });
}
