/** A picture of how an image looks so far. */
export interface Preview {
  readonly type: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** The newest preview of each job that is being made; never stored. */
export interface Previews {
  put(jobId: string, preview: Preview): void;
  find(jobId: string): Preview | undefined;
  /** Changes with each new picture of the job; null before the first. */
  counterOf(jobId: string): number | null;
  /** The image under way has ended: what it looked like on the way is of no use any more. */
  forget(jobId: string): void;
}

/** Most jobs to keep one of: more than ever render at once. */
const MAX_JOBS = 64;
/** Largest preview to keep: ComfyUI's are at most 512 pixels on a side. */
const MAX_BYTES = 1024 * 1024;

export function createPreviews(): Previews {
  const kept = new Map<string, Preview & { readonly counter: number }>();
  let counter = 0;
  return {
    put(jobId, { type, bytes }) {
      if (bytes.length > MAX_BYTES) return;
      counter += 1;
      kept.delete(jobId);
      kept.set(jobId, { type, bytes, counter });
      // A map lists its keys in the order of insertion: the first is the oldest.
      const [oldest] = kept.keys();
      if (kept.size > MAX_JOBS && oldest !== undefined) kept.delete(oldest);
    },
    find: (jobId) => kept.get(jobId),
    counterOf: (jobId) => kept.get(jobId)?.counter ?? null,
    forget: (jobId) => void kept.delete(jobId),
  };
}
