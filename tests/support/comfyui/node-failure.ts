import type { Running } from "./life.ts";
import type { Host } from "./options.ts";
import type { PromptFault } from "./faults.ts";

/** What a node raises: an exception of Python, with its full type. */
export class NodeFailure extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** Someone pressed stop. */
export class Interrupted extends Error {}

/** @throws Interrupted once someone has; nodes look at it where they begin and at every step. */
export function checkInterrupt(running: Running): void {
  if (running.isInterrupted) throw new Interrupted();
}

/** The worker's thread is gone: nothing of this prompt is finished, and nothing follows. */
export class WorkerDied extends Error {}

/** What the faults of that kind make a node raise; null for all other faults. */
export function failureOf(fault: PromptFault | null, host: Host): NodeFailure | null {
  if (fault === "outOfMemory") return new NodeFailure(host.switches.outOfMemoryType, OUT_OF_MEMORY);
  if (fault === "nodeError") return new NodeFailure("RuntimeError", WRONG_SHAPES);
  return fault === "diskFull" ? new NodeFailure("OSError", "[Errno 28] No space left on device\n") : null;
}

/** What a LoRA of another model family ends in. */
const WRONG_SHAPES = "mat1 and mat2 shapes cannot be multiplied (77x2048 and 768x320)\n";

/** PyTorch's own words, then a blank line and advice, as the server adds it. */
const OUT_OF_MEMORY = [
  "Allocation on device 0 would exceed allowed memory. (out of memory)",
  "Currently allocated     : 21.34 GiB",
  "Requested               : 2.25 GiB",
  "Device limit            : 23.99 GiB",
  "Free (according to CUDA): 19.38 MiB",
  "PyTorch limit (set by user-supplied memory fraction)",
  "                        : 17179869184.00 GiB",
  "",
  "The GPU ran out of memory.",
].join("\n");
