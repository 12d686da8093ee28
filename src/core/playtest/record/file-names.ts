import { digestText, shortDigest } from "../../canonical/digest.ts";
import type { PlaytestTrace } from "./playtest-trace.ts";

/** Hex digits of the digest that tell runs of one seed apart in a folder. Source: the seed's `<scene>.<seed>.<digest[:12]>`. */
const DIGITS = 12;

/** What names a golden: it stays the same while its content changes. */
export interface GoldenName {
  /** Null: the story knows none. */
  readonly pov: string | null;
  readonly category: string;
  /** The story's id. */
  readonly story: string;
  /** The seed that the suite gave; null where it gave none. */
  readonly seed: number | null;
}

/**
 * A golden's path inside the folder of goldens, `/`-separated, e.g. `mira/choice/harbor.seed5.trace.jsonl`.
 * Source: contracts, section 8.1; SPEC.md PR20.
 */
export function goldenPath({ pov, category, story, seed }: GoldenName): string {
  const name = seed === null ? namePart(story) : `${namePart(story)}.seed${seed}`;
  return `${namePart(pov ?? "default")}/${namePart(category)}/${name}.trace.jsonl`;
}

/** The name of a run's own log, e.g. `harbor.3.9f86d0812345.trace.jsonl`. */
export function runLogName({ header, footer }: Pick<PlaytestTrace, "header" | "footer">): string {
  return `${namePart(header.story.id)}.${header.seed}.${footer.digest.replace("sha256:", "").slice(0, DIGITS)}.trace.jsonl`;
}

/** The one-line log beside a trace. */
export function logPath(tracePath: string): string {
  return tracePath.replace(/\.trace\.jsonl$/, ".log");
}

/** Longest part of a file's name that is taken as it is. Guess: leaves room for the rest under the 255 of most systems. */
const MAX_PART = 128;

/** A text as part of a file's name: as it is where that is harmless, else made so, and told apart by its digest. */
function namePart(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text) && text.length <= MAX_PART) return text;
  const plain = text
    .slice(0, MAX_PART)
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[-_]+/, "");
  return `${plain === "" ? "x" : plain}-${shortDigest(digestText(text.toWellFormed()))}`;
}
