import { useEffect } from "react";
import { decideViewing, type Viewing } from "../../core/live/viewing.ts";
import { callVerb } from "../api/call-verb.ts";

/** What each part of the screen shows, in the order in which they appeared: what lies on top came last. */
let shown: readonly { readonly specIds: readonly string[] }[] = [];
let changedAtMs = 0;
let isConnected = false;
let told: Viewing["told"] = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Names this tab, so that another one that closes does not take away what this one shows; random, for nothing else names a tab. */
const tab = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Tells the server that somebody looks at these specs, for as long as the component is on show and the page is visible: their
 * jobs come first.
 */
export function useViewing(specIds: readonly (string | null | undefined)[]): void {
  const ids = specIds.filter((id) => id != null);
  const key = ids.join("\n");
  useEffect(() => {
    if (key === "") return undefined;
    const mine = { specIds: key.split("\n") };
    change([...shown, mine]);
    return () => change(shown.filter((one) => one !== mine));
  }, [key]);
}

/** Starts to tell what is looked at; once, when the page begins. */
export function startViewing(): void {
  document.addEventListener("visibilitychange", () => {
    changedAtMs = Date.now();
    move();
  });
}

/** Says whether the server answers. Once it does again it is told at once: it may have forgotten. */
export function connectViewing(connected: boolean): void {
  if (connected === isConnected) return;
  isConnected = connected;
  if (connected) told = null;
  move();
}

function change(next: typeof shown): void {
  shown = next;
  changedAtMs = Date.now();
  move();
}

function move(): void {
  clearTimeout(timer);
  const specIds = shown.toReversed().flatMap((part) => part.specIds);
  const isVisible = document.visibilityState === "visible";
  const next = decideViewing({ specIds, changedAtMs, isVisible, isConnected, told }, Date.now());
  if (next.do === "wait") timer = setTimeout(move, next.ms);
  if (next.do !== "tell") return;
  told = { specIds: next.specIds, atMs: Date.now() };
  // What is not heard is said again with the next turn, or lapses by itself.
  void callVerb("viewing.set", { specIds: [...next.specIds], tab }).catch(() => undefined);
  move();
}
