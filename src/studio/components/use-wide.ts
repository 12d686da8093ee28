import { useSyncExternalStore } from "react";

/** From here on the inspector stands beside the work; on a narrower screen it lies below it and takes of its height. */
const WIDE = "(min-width: 900px)";

/** Whether there is room for an inspector beside the work, also while it has nothing to say. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
