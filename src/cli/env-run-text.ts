import type { EnvRunAnswer } from "../engine/env/comfyui/run-answer.ts";
import type { EnvStopAnswer } from "../engine/env/comfyui/stop-comfyui.ts";
import { nextLine, tableOf } from "./env-node-text.ts";
import { shortId } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";

/** Where ComfyUI serves, or that it served. */
export function runText(answer: EnvRunAnswer, paint: Paint): string {
  const { url, pid, generation, envId, backend, log, restarts, isDetached } = answer;
  const again = restarts === 0 ? "" : `, started again ${counted(restarts, "time")}`;
  if (!isDetached) return `${paint.good("✓")} ComfyUI was stopped${again}`;
  return [
    `${paint.good("✓")} ComfyUI serves at ${paint.bold(url)} (pid ${pid}), generation ${generation}`,
    tableOf(
      [
        ["backend", `${backend}: \`touchstone make SPEC --backend ${backend}\``],
        ["identity", shortId(envId)],
        ["log", log],
      ],
      paint,
    ),
    nextLine("touchstone env stop", paint),
  ].join("\n");
}

export function stopText({ wasRunning, pid, url, generation, wasKilled }: EnvStopAnswer, paint: Paint): string {
  if (!wasRunning) return `${paint.good("✓")} nothing was running`;
  const how = wasKilled ? "was killed, as it did not end by itself" : "was stopped";
  return `${paint.good("✓")} ComfyUI at ${url ?? "—"} (pid ${pid ?? "—"}), generation ${generation ?? "—"}, ${how}`;
}
