import { byKey, compareCodeUnits } from "../../canonical/order.ts";
import { TouchstoneError } from "../../errors.ts";
import type { NodeRecord } from "../truth/node-record.ts";
import type { LockFacts, PackageIndex, Truth } from "../truth/truth.ts";
import { packageOfPin } from "./pins.ts";

/** Where packages come from when nothing else is said. */
const PYPI = "https://pypi.org/simple";
/** Source: comfyui.md, section 5; most malicious releases are found within days. */
const USUAL_COOLDOWN = "7 days";
/** What a word says that asks for no limit. */
const NO_COOLDOWN = "none";
/** What PyTorch's own indexes hold. */
const TORCH_FAMILY = ["torch", "torchaudio", "torchvision"];
const TORCH_INDEX = "torch";
const DEFAULT_INDEX = "default";
/** The truth is kept in snapshots, which are committed, and goes into bundles. */
const WITH_SECRET = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;
/** E.g. `[sentencepiece]` of `transformers[sentencepiece]>=4`. */
const EXTRAS = /^[^[;@]*\[([^\]]*)\]/;

/** What a person says of a new environment. */
export interface FirstWishes {
  /** An address, or an absolute folder of wheels; undefined: PyPI. */
  readonly index?: string | undefined;
  readonly torchIndex?: string | undefined;
  readonly cooldown?: string | undefined;
  readonly allowBuild: readonly string[];
}

/** What was found for it. */
export interface FirstFacts {
  /** E.g. `3.11.7`. */
  readonly pythonVersion: string;
  readonly markers: readonly string[];
  /** What ComfyUI itself needs. */
  readonly core: readonly string[];
  readonly nodes: readonly NodeRecord[];
}

/**
 * The truth of a first generation, before its core is pinned. Rules: EK2, EK9, EK10, EK11.
 *
 * @throws TouchstoneError INPUT_INVALID for an index whose address holds a name or a password.
 */
export function firstTruth(wishes: FirstWishes, facts: FirstFacts): Truth {
  const torch = wishes.torchIndex === undefined ? [] : TORCH_FAMILY;
  return {
    requiresPython: `==${facts.pythonVersion.split(".").slice(0, 2).join(".")}.*`,
    environments: facts.markers,
    core: facts.core.toSorted(compareCodeUnits),
    groups: Object.fromEntries(facts.nodes.map(({ group, managedDeps }) => [group, managedDeps])),
    overrides: [],
    indexes: indexesOf(wishes),
    sources: Object.fromEntries(torch.map((name) => [name, TORCH_INDEX])),
    excludeNewer: cooldownOf(wishes),
    buildsAllowed: [
      ...new Set([...wishes.allowBuild.map(packageOfPin), ...facts.nodes.flatMap((node) => node.buildsOwned)]),
    ].toSorted(compareCodeUnits),
  };
}

function indexesOf({ index, torchIndex }: FirstWishes): readonly PackageIndex[] {
  const torch = torchIndex === undefined ? [] : [indexOf(TORCH_INDEX, torchIndex, { explicit: true, default: false })];
  const own = index === undefined ? [] : [indexOf(DEFAULT_INDEX, index, { explicit: false, default: true })];
  return [...torch, ...own];
}

function indexOf(name: string, url: string, role: Pick<PackageIndex, "explicit" | "default">): PackageIndex {
  if (WITH_SECRET.test(url)) {
    const variables = ["USERNAME", "PASSWORD"].map((word) => `UV_INDEX_${name.toUpperCase()}_${word}`).join(" and ");
    throw new TouchstoneError("INPUT_INVALID", `the address of the index \`${name}\` holds a name or a password`, {
      hint: `Leave them out, and set ${variables}; see docs/guides/environment.md#uv-missing`,
    });
  }
  return { name, url, format: /^https?:\/\//i.test(url) ? "simple" : "flat", ...role };
}

/** A folder of wheels does not say when they were made, so that a limit would leave nothing of it. Rule: EK9. */
function cooldownOf({ index, cooldown }: FirstWishes): string | null {
  if (cooldown === NO_COOLDOWN) return null;
  if (cooldown !== undefined) return cooldown;
  return index === undefined || index.replace(/\/+$/, "") === PYPI ? USUAL_COOLDOWN : null;
}

/**
 * The requirements of core with every core package of a first resolution pinned to what it resolved to, sorted. Rule: EK8.
 *
 * @param corePackages  Names as the policy lists them.
 */
export function pinCore(core: readonly string[], lock: LockFacts, corePackages: readonly string[]): readonly string[] {
  const names = new Set(corePackages.map(packageOfPin));
  const pinned = lock.packages.filter(({ name }) => names.has(name)).toSorted(byKey(({ name }) => name));
  const taken = new Set(pinned.map(({ name }) => name));
  const others = core.filter((requirement) => !taken.has(packageOfPin(requirement)));
  const pins = pinned.map(({ name, version }) => `${name}${extrasOf(name, core)}==${version}`);
  return [...others, ...pins].toSorted(compareCodeUnits);
}

/** What ComfyUI asks of a package beyond its plain form stays with the pin. */
function extrasOf(name: string, core: readonly string[]): string {
  const lists = core.filter((requirement) => packageOfPin(requirement) === name).map((text) => EXTRAS.exec(text)?.[1] ?? "");
  const extras = lists.flatMap((list) => list.split(",")).filter((extra) => extra !== "");
  return extras.length === 0 ? "" : `[${[...new Set(extras)].toSorted(compareCodeUnits).join(",")}]`;
}
