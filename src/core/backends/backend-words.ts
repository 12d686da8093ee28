import type { ServerDevice } from "../comfyui/server-facts.ts";
import type { OutcomeMark } from "../report/outcome-mark.ts";
import type { BackendSource, BackendState } from "./backend-state.ts";

const HEALTH_MARKS: Readonly<Record<BackendState["health"], OutcomeMark>> = {
  up: { icon: "✓", word: "up", tone: "pass" },
  down: { icon: "✕", word: "down", tone: "fail" },
  unknown: { icon: "—", word: "not asked yet", tone: "unknown" },
};
const OFF_MARK: OutcomeMark = { icon: "–", word: "switched off", tone: "unknown" };

/** How a renderer stands. One that is switched off is given nothing, so its health is no matter. */
export function healthMark({ enabled, health }: Pick<BackendState, "enabled" | "health">): OutcomeMark {
  return enabled ? HEALTH_MARKS[health] : OFF_MARK;
}

/** What a renderer is called, e.g. "Built-in renderer", or a server by its id. */
export function backendName({ id, kind }: Pick<BackendState, "id" | "kind">): string {
  return kind === "builtin" ? "Built-in renderer" : id;
}

const SOURCE_WORDS: Readonly<Record<BackendSource, string>> = {
  builtin: "part of Touchstone",
  file: "in .touchstone/backends.yaml",
  flag: "by --backend, until this server ends",
  environment: "by TOUCHSTONE_COMFYUI_URL, until this server ends",
};

/** Where a renderer is named, e.g. "by --backend, until this server ends". */
export function sourceWords(source: BackendSource): string {
  return SOURCE_WORDS[source];
}

const GIB = 1024 ** 3;

/** Memory of a device, e.g. "21.4 of 24 GiB free"; null where the server does not say. */
export function memoryWords({ vramTotalBytes, vramFreeBytes }: ServerDevice): string | null {
  if (vramTotalBytes === null) return vramFreeBytes === null ? null : `${gib(vramFreeBytes)} GiB free`;
  return vramFreeBytes === null ? `${gib(vramTotalBytes)} GiB` : `${gib(vramFreeBytes)} of ${gib(vramTotalBytes)} GiB free`;
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(1).replace(/\.0$/, "");
}

/** What a server has to do for all who use it, e.g. "1 running, 3 waiting"; a dash while that is not known. */
export function queueWords(queue: BackendState["queue"]): string {
  if (queue === null) return "—";
  const { running, pending } = queue;
  return running + pending === 0 ? "empty" : `${running} running, ${pending} waiting`;
}

/** Checkpoint files whose names hold all words of a text, in any case and order. */
export function findModels(models: readonly string[], text: string): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((name) => words.every((word) => name.toLowerCase().includes(word)));
}

/** How much of a list is on show, e.g. "40 of 812 shown: type to find the others". */
export function shownWords(found: number, shown: number): string {
  if (found === 0) return "None has that name";
  return found > shown ? `${shown} of ${found} shown: type to find the others` : `${found} found`;
}
