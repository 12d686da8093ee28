import { compareCodeUnits } from "../../canonical/order.ts";

/**
 * A version of PEP 440: epoch, release without trailing zeros, the stages that come before or after it, local part. `[max]` is how
 * the resolver says that every local part is below.
 */
const VERSION = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<pre>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?<preNumber>\d*))?/,
    /(?<post>[-_.]?(?:post|rev|r)[-_.]?\d*|-\d+)?/,
    /(?<dev>[-_.]?dev[-_.]?\d*)?/,
    /(?:\+(?<local>[a-z0-9._-]+|\[max\]))?$/,
  ]
    .map((part) => part.source)
    .join(""),
  "i",
);

interface Version {
  readonly numbers: readonly number[];
  readonly stages: readonly number[];
  readonly local: string;
}

/** Rank of what a version is before or after its release. Source: PEP 440, summary of permitted suffixes. */
const BEFORE_ALL = -4;
const PRE_RANKS: Readonly<Record<string, number>> = { a: -3, alpha: -3, b: -2, beta: -2, c: -1, rc: -1, pre: -1, preview: -1 };

/**
 * Which of two versions comes first, by PEP 440.
 *
 * @returns null where one of them is no version.
 */
export function compareVersions(one: string, other: string): number | null {
  const [a, b] = [parse(one), parse(other)];
  if (a === null || b === null) return null;
  return compareLists(a.numbers, b.numbers) || compareLists(a.stages, b.stages) || compareLocals(a.local, b.local);
}

/** The version without its local part, e.g. `2.5.1` of `2.5.1+cu124`. */
export function publicPart(version: string): string {
  return version.split("+", 1)[0] ?? version;
}

function parse(text: string): Version | null {
  const { groups } = VERSION.exec(text) ?? {};
  if (groups === undefined) return null;
  const { epoch = "0", release = "", pre, preNumber = "", post, dev, local = "" } = groups;
  return {
    numbers: [Number(epoch), ...withoutZeros(release.split(".").map(Number))],
    stages: [
      preRank(groups),
      pre === undefined ? 0 : Number(preNumber),
      post === undefined ? 0 : 1,
      numberIn(post),
      dev === undefined ? 1 : 0,
      numberIn(dev),
    ],
    local: local.toLowerCase(),
  };
}

/** A dev release of nothing else comes before the alphas; a final release comes after the candidates. */
function preRank({ pre, post, dev }: Readonly<Record<string, string | undefined>>): number {
  if (pre !== undefined) return PRE_RANKS[pre.toLowerCase()] ?? 0;
  return dev !== undefined && post === undefined ? BEFORE_ALL : 0;
}

function numberIn(suffix: string | undefined): number {
  return Number(/\d*$/.exec(suffix ?? "")?.[0] ?? 0);
}

function withoutZeros(release: readonly number[]): readonly number[] {
  return release.slice(0, release.findLastIndex((part) => part !== 0) + 1);
}

/** Element by element; what is missing counts as less than anything. */
function compareLists(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? -Infinity) - (b[at] ?? -Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return Math.sign(difference);
  }
  return 0;
}

/** Numbers before letters would be finer; two builds of one version are told apart, and that is all that is asked here. */
function compareLocals(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "[max]") return 1;
  return b === "[max]" ? -1 : compareCodeUnits(a, b);
}
