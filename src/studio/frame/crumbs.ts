import { RECORD_WORDS } from "../records/record-kinds.ts";
import { PLACES } from "./places.ts";

/** One step of the way from the project to what is on the screen. */
export interface Crumb {
  readonly label: string;
  readonly to: string;
}

/** An asset has no place of its own: one comes to it from the Library. */
const ASSETS = "assets";
const SHOWN = 8;

/** Where a path is, from the place in the rail down, e.g. Settings › Checkpoints › pony. Empty for a path that is nowhere. */
export function crumbsOf(path: string): readonly Crumb[] {
  const [first = "", ...rest] = path.split("/").filter(Boolean).map(decode);
  const place = PLACES.find(({ to }) => to === `/${first === ASSETS ? "library" : first}`);
  if (place === undefined) return [];
  const deeper = rest.map((part, index) => ({
    label: labelOf(first, part, index),
    to: path
      .split("/")
      .slice(0, index + 3)
      .join("/"),
  }));
  return [{ label: place.label, to: place.to }, ...deeper];
}

/** What the browser's tab and history call a screen: the innermost first, since little of it is seen. */
export function titleOf(crumbs: readonly Crumb[], project: string | undefined): string {
  const labels = [...crumbs.toReversed().map(({ label }) => label), ...(project === undefined ? [] : [project]), "Touchstone"];
  return labels.join(" · ");
}

function labelOf(place: string, part: string, index: number): string {
  if (place === ASSETS) return `Asset ${part.slice(-SHOWN)}`;
  if (place === "specs") return part === "new" ? "New spec" : part;
  if (place === "settings" && index === 0) return RECORD_WORDS.find(({ kind }) => kind === part)?.many ?? part;
  return part;
}

/** What cannot be read stays as it was typed: an address is no reason to fail. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
