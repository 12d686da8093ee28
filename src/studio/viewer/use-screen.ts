import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import type { Size } from "../../core/view/zoom.ts";

/** Size of an element in CSS pixels, kept up to date. Zero until it is on the page. */
export function useElementSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: target.clientWidth, height: target.clientHeight }));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Something of the screen that changes now and then; one listener for all that watch it, since thousands of cells do. */
interface Watched<T> {
  readonly subscribe: (changed: () => void) => () => void;
  readonly read: () => T;
}

function watch<T>(read: () => T, listen: (changed: () => void) => void): Watched<T> {
  const watchers = new Set<() => void>();
  let value = read();
  listen(() => {
    value = read();
    for (const watcher of watchers) watcher();
  });
  return {
    read: () => value,
    subscribe: (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}

const pixelRatio = watch(
  () => window.devicePixelRatio,
  (changed) => {
    // The query names the ratio as it is, so it must be asked anew after each change.
    const listenOnce = (): void =>
      matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
        "change",
        () => {
          changed();
          listenOnce();
        },
        { once: true },
      );
    listenOnce();
  },
);

/** Device pixels for each CSS pixel; changes with the browser's zoom and from screen to screen. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(pixelRatio.subscribe, pixelRatio.read);
}

const REDUCED = "(prefers-reduced-motion: reduce)";

const reducedMotion = watch(
  () => matchMedia(REDUCED).matches,
  (changed) => matchMedia(REDUCED).addEventListener("change", changed),
);

/** Whether the person asked for less motion: then nothing moves by itself. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(reducedMotion.subscribe, reducedMotion.read);
}
