import type { ServerAddress } from "../../core/comfyui/judge-address.ts";
import { openSocket, type ProgressSocket } from "./socket.ts";

/** What is heard of one prompt. */
export interface PromptListener {
  onProgress(progress: { readonly node: string | null; readonly value: number; readonly max: number }): void;
  onPreview(preview: { readonly type: "image/jpeg" | "image/png"; readonly bytes: Uint8Array }): void;
  /** The prompt left the worker, well or not. */
  onEnded(): void;
  /** Something on the server moved, even if it is not this prompt. */
  onSign(): void;
}

/** Passes what a server's socket says on to those whom it concerns. The socket is open only while somebody listens. */
export interface ProgressDesk {
  watch(promptId: string, listener: PromptListener): () => void;
  close(): Promise<void>;
}

/** Progress and previews of one prompt go on at most ten times a second; what comes between is overtaken by the next. */
const EVERY_MS = 100;
/** An idle socket is kept so long: the next prompt most often comes at once. */
const LINGER_MS = 5_000;

type Progress = Parameters<PromptListener["onProgress"]>[0];

interface Desk {
  readonly listener: PromptListener;
  toldAtMs: number;
  previewAtMs: number;
  /** What will be told when its time has come, and the timer for it. */
  latest: Progress | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Under whose name a desk listens, and whom it tells of the connection itself. */
interface DeskDeps {
  readonly clientId: string;
  readonly nowMs: () => number;
  /** The connection was lost, and is there again. */
  readonly onReopened: () => void;
  /** Nobody has listened for a while, so that it was closed. */
  readonly onIdle: () => void;
}

export function createProgressDesk(server: ServerAddress, { clientId, nowMs, onReopened, onIdle }: DeskDeps): ProgressDesk {
  const desks = new Map<string, Desk>();
  let socket: ProgressSocket | undefined;
  let closing: Promise<void> | undefined;
  let idle: NodeJS.Timeout | undefined;
  /** Who runs now: plain previews do not say whose they are. */
  let current: string | undefined;
  const open = (): void => {
    clearTimeout(idle);
    socket ??= openSocket(server, clientId, {
      onReopened,
      onMessage(message) {
        for (const { listener } of desks.values()) listener.onSign();
        if (message.kind === "queue") return;
        const desk = desks.get(message.promptId);
        if (desk === undefined) return;
        current = message.kind === "ended" ? undefined : message.promptId;
        if (message.kind === "ended") desk.listener.onEnded();
        else tell(desk, message, nowMs);
      },
      onPreview({ promptId, type, bytes }) {
        const desk = desks.get(promptId ?? current ?? "");
        if (desk === undefined || nowMs() - desk.previewAtMs < EVERY_MS) return;
        desk.previewAtMs = nowMs();
        desk.listener.onPreview({ type, bytes });
      },
    });
  };
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const open = socket;
    socket = undefined;
    closing = open?.close();
    await closing;
  };
  const rest = (): void => {
    onIdle();
    void close();
  };
  return {
    watch(promptId, listener) {
      // The next socket of the same client id is opened only when the last one is gone.
      if (closing === undefined) open();
      else void closing.then(() => (closing = undefined)).then(() => (desks.size > 0 ? open() : undefined));
      const desk: Desk = { listener, toldAtMs: -Infinity, previewAtMs: -Infinity, latest: undefined, timer: undefined };
      desks.set(promptId, desk);
      return () => {
        clearTimeout(desk.timer);
        desks.delete(promptId);
        if (desks.size === 0) idle = setTimeout(rest, LINGER_MS).unref();
      };
    },
    close,
  };
}

/** Tells the first at once, and of those that come too soon after it the last one, when its time has come. */
function tell(desk: Desk, { node, value, max }: Progress, nowMs: () => number): void {
  desk.latest = { node, value, max };
  const waitMs = desk.toldAtMs + EVERY_MS - nowMs();
  if (waitMs <= 0) tellLatest(desk, nowMs);
  else desk.timer ??= setTimeout(() => tellLatest(desk, nowMs), waitMs).unref();
}

function tellLatest(desk: Desk, nowMs: () => number): void {
  clearTimeout(desk.timer);
  desk.timer = undefined;
  desk.toldAtMs = nowMs();
  if (desk.latest !== undefined) desk.listener.onProgress(desk.latest);
  desk.latest = undefined;
}
