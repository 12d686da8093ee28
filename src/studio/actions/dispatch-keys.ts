import { currentTables } from "./action-store.ts";
import { keyName } from "./key-name.ts";
import { matchKey } from "./match-key.ts";

/** How long the second key of a sequence may take, in ms; as long as a menu would wait. */
const SEQUENCE_MS = 1500;

let pending: { readonly key: string; readonly atMs: number } | undefined;

/** Runs the action that a key stands for, if any. Register it for `keydown` on the window, once. */
export function dispatchKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const key = keyName(event);
  if (key === undefined || isForOthers(key, event.target)) return;
  const begun = pending !== undefined && event.timeStamp - pending.atMs < SEQUENCE_MS ? pending.key : undefined;
  const match = matchKey(currentTables(), key, begun);
  pending = match.begun === undefined ? undefined : { key: match.begun, atMs: event.timeStamp };
  if (match.action === undefined) return;
  event.preventDefault();
  match.action.run();
}

/** Whether a key belongs to what has the focus, or to a sheet that lies over everything. */
function isForOthers(key: string, target: EventTarget | null): boolean {
  if (document.querySelector("dialog[data-holds-keys][open]") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (isTyping(target)) {
    // The way out of a field that filters: its text stays, and the keys are the screen's again.
    if (key === "Escape" && target.matches("input[type=search]")) target.blur();
    return !key.startsWith("Mod+");
  }
  // A button, a link or an option answers to these itself.
  return (key === "Enter" || key === "Space") && target.matches(CONTROLS);
}

const CONTROLS = "button, a[href], summary, [role=button], [role=tab], [role=menuitem], [role=switch], input, select";

function isTyping(target: HTMLElement): boolean {
  return (
    target.isContentEditable ||
    target.matches("input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select")
  );
}
