import { byKey } from "../../canonical/order.ts";
import { plainLine } from "./plain-line.ts";
import type { Observation } from "./observation.ts";

export type ImportFailure = Observation["importFailures"][number];

/** The longest reason that is kept, in characters. Guess: a reason that is longer is a dump of something. */
const MESSAGE_MAX_LENGTH = 500;

/** How much of a line is looked at: its time grows with the square of its length at worst. Guess: paths are shorter. */
const LINE_MAX_LENGTH = 4_000;

/** A folder separator of any system, then the pack's own name, no longer than file systems have them. */
const PACK = String.raw`(?:.*[\\/])?(?<pack>[^\\/]{1,255}?)(?:\.py)?`;

/** What ComfyUI says of a pack that it could not take, in the order of what tells most. Source: ComfyUI 0.33, `nodes.py` and `main.py`. */
const REASONS: readonly RegExp[] = [
  new RegExp(`Cannot import ${PACK} module for custom nodes: ?(?<reason>.*)$`),
  new RegExp(`Error while calling comfy_entrypoint in ${PACK}: (?<reason>.*)$`),
  new RegExp(
    `(?<reason>comfy_entrypoint) in ${PACK} (?:is not callable|did not return a (?:ComfyExtension|list of nodes)), skipping`,
  ),
  new RegExp(`Skip ${PACK} module for custom nodes due to the (?<reason>lack of NODE_CLASS_MAPPINGS)`),
  new RegExp(String.raw`\d seconds \(IMPORT FAILED\): ${PACK}\s*$`),
];
const PRESTART = /Failed to execute startup-script: (?:.*[\\/])?(?<pack>[^\\/]+)[\\/]prestartup_script\.py \/ (?<reason>.*)$/;

/**
 * Finds the node packs that could not be imported in what ComfyUI printed. It exits with 0 and serves without them, so that its
 * log is the only place that says so. A pack whose startup script alone failed counts as well: what it prepares is missing.
 *
 * @param lines  Without line ends.
 * @returns each pack once, sorted by name, with the first line of why; never throws.
 * Source: SPEC.md EO4, EO5.
 */
export function readImportFailures(lines: readonly string[]): readonly ImportFailure[] {
  const found = new Map<string, string>();
  lines.forEach((line, at) => {
    const text = plainLine(line.slice(0, LINE_MAX_LENGTH));
    const groups = [...REASONS, PRESTART].map((pattern) => pattern.exec(text)?.groups).find((match) => match !== undefined);
    const pack = groups?.["pack"];
    if (groups === undefined || pack === undefined) return;
    const reason = describe(groups["reason"], plainLine(lines[at + 1]?.slice(0, LINE_MAX_LENGTH) ?? ""));
    if (!found.has(pack) || found.get(pack) === UNKNOWN) found.set(pack, reason);
  });
  return [...found].map(([node, message]) => ({ node, message })).toSorted(byKey(({ node }) => node));
}

const UNKNOWN = "it does not say why";

function describe(reason: string | undefined, next: string): string {
  if (reason === undefined) return UNKNOWN;
  if (reason === "comfy_entrypoint") return "its `comfy_entrypoint` gives no extension";
  if (reason === "lack of NODE_CLASS_MAPPINGS") return "it has neither `NODE_CLASS_MAPPINGS` nor `comfy_entrypoint`";
  // Some messages begin with a line break.
  const text = (reason.trim() === "" ? next : reason).trim();
  return text === "" ? UNKNOWN : text.slice(0, MESSAGE_MAX_LENGTH);
}
