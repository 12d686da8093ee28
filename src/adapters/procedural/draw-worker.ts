import { parentPort } from "node:worker_threads";
import { draw, type DrawRequest } from "./draw.ts";

/** Thread entry of the built-in renderer: one request in, one drawing or one failure out. */
parentPort?.on("message", ({ ticket, request }: { ticket: number; request: DrawRequest }) => {
  try {
    const begunMs = performance.now();
    const drawn = draw(request);
    const drawMs = performance.now() - begunMs;
    parentPort?.postMessage({ ticket, drawn: { ...drawn, drawMs } }, [drawn.rgba.buffer as ArrayBuffer]);
  } catch (cause) {
    parentPort?.postMessage({ ticket, failure: String(cause) });
  }
});
