import { SILENT_AFTER_HEARTBEATS } from "../../core/live/connection.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { Heartbeat, ProgressFrame } from "../../core/live/messages.ts";
import type { Source } from "./stream-listener.ts";

export interface SourceHearer {
  readonly heartbeatMs: number;
  readonly onEvent: (event: StoredEvent) => void;
  readonly onProgress: (progress: ProgressFrame) => void;
  readonly onHeartbeat: (heartbeat: Heartbeat) => void;
  /** It broke, ended or fell silent; nothing more comes from it. */
  readonly onEnd: () => void;
}

/**
 * Hears one event source until it ends. Its own way of reconnecting is not used: it would hide from the screen that the
 * stream is gone.
 *
 * @returns a function that stops hearing it and closes it.
 */
export function hearSource(source: Source, { heartbeatMs, onEvent, onProgress, onHeartbeat, onEnd }: SourceHearer): () => void {
  let isOpen = true;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    isOpen = false;
    clearTimeout(silence);
    source.close();
  };
  const end = (): void => {
    stop();
    onEnd();
  };
  const watch = (): void => {
    clearTimeout(silence);
    silence = setTimeout(end, heartbeatMs * SILENT_AFTER_HEARTBEATS);
  };
  const on = (type: string, act: (data: string) => void): void => {
    source.addEventListener(type, ({ data }) => {
      if (!isOpen) return;
      watch();
      act(String(data));
    });
  };
  watch();
  on("event", (data) => onEvent(JSON.parse(data) as StoredEvent));
  on("progress", (data) => onProgress(JSON.parse(data) as ProgressFrame));
  on("heartbeat", (data) => onHeartbeat(JSON.parse(data) as Heartbeat));
  on("bye", end);
  on("error", end);
  return stop;
}
