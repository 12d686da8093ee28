import type { BoardCard } from "./board.ts";

/** Whether a card's job waits, and only a ComfyUI server can draw it. */
export function waitsForServer({ stage, renderer }: Pick<BoardCard, "stage" | "renderer">): boolean {
  return stage === "queued" && renderer === "comfyui";
}

/** Whether a card still has to be drawn by a ComfyUI server; of what is made already it is no matter who could draw it now. */
export function needsServer(card: Pick<BoardCard, "stage" | "renderer">): boolean {
  return card.renderer === "comfyui" && (card.stage === "ready" || card.stage === "making" || waitsForServer(card));
}
