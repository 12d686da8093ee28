import type { Path } from "../authored/source-tree.ts";
import type { Choice, Choices, FormKind, Option, ReferenceKind } from "./form-field.ts";
import { valueAt } from "./value-at.ts";

/** What options are offered for. */
interface Offer {
  readonly kind: FormKind;
  readonly value: unknown;
  readonly choices: Choices;
  readonly path: Path;
}

/** References whose things are made for certain checkpoints. */
const FITTED: ReadonlySet<ReferenceKind> = new Set(["profile", "baseline", "lora", "preset"]);

/** The stack layer that a kind of record adds its LoRAs to. */
const LAYERS: Readonly<Partial<Record<FormKind, string>>> = {
  spec: "project",
  baseline: "baseline",
  entity: "entity",
  tags: "tag",
};

/**
 * The names on offer for a reference: those that fit what counts at that place. A name that is given stays on offer
 * though it does not fit, with a note that says why.
 */
export function offerOptions(to: ReferenceKind, offer: Offer): readonly Option[] {
  const fits = misfitFinder(to, offer);
  const given = new Set([valueAt(offer.value, offer.path)].flat().filter((each) => typeof each === "string"));
  const options = new Map<string, Option>();
  for (const choice of offer.choices[to] ?? []) {
    const note = fits(choice);
    const isKnown = options.get(choice.id)?.note === null;
    if (isKnown || (note !== null && !given.has(choice.id))) continue;
    options.set(choice.id, { value: choice.id, label: choice.title ?? choice.id, note });
  }
  return [...options.values()];
}

/** Says why a thing does not fit at a place; null when it does. */
function misfitFinder(to: ReferenceKind, offer: Offer): (choice: Choice) => string | null {
  const checkpoint = FITTED.has(to) ? checkpointOf(offer) : undefined;
  const profile = to === "preset" ? valueAt(offer.value, ["profile"]) : undefined;
  const layer = to === "lora" ? layerOf(offer) : undefined;
  return (choice) => {
    if (!isFor(choice, checkpoint)) return `made for ${choice.checkpoints?.join(", ")}, not for ${checkpoint}`;
    if (typeof profile === "string" && choice.profile !== undefined && choice.profile !== profile) {
      return `a preset of ${choice.profile}, not of ${profile}`;
    }
    const isElsewhere = layer !== undefined && choice.scope !== undefined && choice.scope !== layer;
    return isElsewhere ? `made for the ${choice.scope} layer, not for the ${layer} layer` : null;
  };
}

function isFor({ checkpoints }: Choice, checkpoint: string | undefined): boolean {
  return checkpoint === undefined || checkpoints == null || checkpoints.length === 0 || checkpoints.includes(checkpoint);
}

/** Pairs that must not meet may be of any layers. */
function layerOf({ kind, path }: Offer): string | undefined {
  if (kind === "project") return path.includes("projectLoras") ? "project" : undefined;
  return LAYERS[kind];
}

/** The checkpoint that counts at a place: the record's own, or the one whose settings these are. */
function checkpointOf({ kind, value, path }: Offer): string | undefined {
  if (kind === "project" && path[1] === "checkpoints") return typeof path[2] === "string" ? path[2] : undefined;
  const checkpoint = valueAt(value, [kind === "spec" ? "checkpoint" : "checkpointId"]);
  return typeof checkpoint === "string" && checkpoint !== "" ? checkpoint : undefined;
}
