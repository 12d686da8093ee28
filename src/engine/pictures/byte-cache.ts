/** Keeps files in memory up to a number of bytes; those that were not asked for the longest are dropped. */
export interface ByteCache {
  find(key: string): Uint8Array | undefined;
  /** A file that alone is over the limit is not kept. */
  keep(key: string, bytes: Uint8Array): void;
}

/** Opens an empty cache: it takes no memory until something is kept. */
export function openByteCache(maxBytes: number): ByteCache {
  const kept = new Map<string, Uint8Array>();
  let used = 0;
  const drop = (key: string): void => {
    used -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    find(key) {
      const bytes = kept.get(key);
      if (bytes === undefined) return undefined;
      // A map lists its entries in the order in which they were put in.
      kept.delete(key);
      kept.set(key, bytes);
      return bytes;
    },
    keep(key, bytes) {
      drop(key);
      if (bytes.length > maxBytes) return;
      // A copy: the bytes may be a small part of a buffer that would be kept with them.
      kept.set(key, bytes.slice());
      used += bytes.length;
      for (const oldest of kept.keys()) {
        if (used <= maxBytes) return;
        drop(oldest);
      }
    },
  };
}
