import type { Context } from "hono";
import { failureJson } from "../core/api/failure.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { Caller } from "../engine/verb.ts";

/** Media type of an answer in lines: steps as they happen, then the output or the failure. */
export const STEP_LINES = "application/x-ndjson";

/** Whether the caller asked to hear of the steps of long work. */
export function wantsLines(context: Context): boolean {
  return context.req.header("accept") === STEP_LINES;
}

interface Call {
  readonly call: (onStep: Caller["onStep"]) => Promise<unknown>;
  readonly onBug: (error: unknown) => void;
}

/** Answers with one JSON line for each step, `{"step": …}`, and a last one, `{"output": …}` or `{"error": …}`. */
export function answerInLines(context: Context, { call, onBug }: Call): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let isOpen = true;
      const write = (line: object): void => {
        if (isOpen) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      context.req.raw.signal.addEventListener("abort", () => void (isOpen = false), { once: true });
      try {
        write({ output: await call((step) => write({ step })) });
      } catch (error) {
        if (!(error instanceof TouchstoneError)) onBug(error);
        write({ error: error instanceof TouchstoneError ? failureJson(error) : { code: "BUG" } });
      }
      if (isOpen) controller.close();
    },
  });
  return context.body(body, 200, { "content-type": STEP_LINES });
}
