import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Step } from "../src/engine/step.ts";

interface SentRequest {
  readonly path: string;
  readonly body: unknown;
}

/** Times submissions from outside: steps tell of each begin, the HTTP library tells everybody who asks when an answer begins. */
export function watchSubmissions() {
  const begunAtMs = new Map<string, number>();
  const tookMs: number[] = [];
  const onHeaders = (message: unknown): void => {
    const { request } = message as { request: SentRequest };
    if (request.path !== "/api/prompt") return;
    const atMs = performance.now();
    const { extra_data } = JSON.parse(String(request.body)) as {
      extra_data: { extra_pnginfo: { touchstone: { job: string } } };
    };
    const begunMs = begunAtMs.get(extra_data.extra_pnginfo.touchstone.job);
    if (begunMs !== undefined) tookMs.push(atMs - begunMs);
  };
  subscribe("undici:request:headers", onHeaders);
  return {
    tookMs,
    onStep: ({ step, jobId }: Step): void => {
      if (step === "started") begunAtMs.set(jobId, performance.now());
    },
    stop: () => void unsubscribe("undici:request:headers", onHeaders),
  };
}
