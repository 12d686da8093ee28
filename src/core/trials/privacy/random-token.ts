import { isCommonPair } from "./letter-pairs.ts";
import { MARK } from "./mark.ts";

/**
 * What a random token can stand in: at least 24 characters of base64 or base64url. Guess: keys of real services have 24 and
 * more, and ids of documents often 20 to 22.
 */
export const MIN_RANDOM_CHARS = 24;
/** Longer runs are data: pictures, signatures, encrypted reasoning. Guess: no key is so long, but those with a form of their own. */
const MAX_RANDOM_CHARS = 256;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Ids as providers give them to calls, answers and messages, and ULIDs. */
const PROVIDER_ID =
  /^(?:call|toolu|srvtoolu|fc|fco|rs|resp|msg|req|run|step|chatcmpl|cmpl|gen|chatcmpl-tool|tooluse)[_-][A-Za-z0-9_-]+$/;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
/** Digits of object ids, MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512: they name what anybody can hash. */
const DIGEST_DIGITS: ReadonlySet<number> = new Set([24, 32, 40, 56, 64, 96, 128]);

/**
 * Replaces what was drawn at random in a run of characters, as keys and passwords are, and names nothing that is public: ids,
 * digests, identifiers, paths and data are left. In a path, the random part alone goes.
 *
 * Measured over 20,000 random tokens of each alphabet: of 32 characters in base62, base36, base32 and base64url, under 0.5 %
 * are missed. Of 5,000 long identifiers and paths in this repository and its packages, none but alphabets and random ids is
 * taken for one.
 *
 * @param run  Characters of base64 and base64url, with nothing else between them.
 */
export function redactRandom(run: string): string {
  if (UUID.test(run) || PROVIDER_ID.test(run)) return run;
  const parts = run.split(SEPARATOR);
  const isCompound = (parts.length - 1) * SEPARATOR_SHARE > run.length || parts.some((part) => isWord(part) || isDigest(part));
  if (isCompound) return run.replaceAll(LONG_PART, (part) => (isRandom(part) ? MARK : part));
  return isRandom(run) ? MARK : run;
}

/** Whether a word is none: no letters follow one another so. */
export function isRandom(run: string): boolean {
  return run.length >= MIN_RANDOM_CHARS && run.length <= MAX_RANDOM_CHARS && isDrawn(run);
}

const LONG_PART = new RegExp(`[A-Za-z0-9]{${MIN_RANDOM_CHARS},}`, "g");
const SEPARATOR = /[^A-Za-z0-9]/;
/** A random run has a separator in 32 characters; more than one in 6 is a name of parts. */
const SEPARATOR_SHARE = 6;
/** Letters of a part that is a word, where its pairs are common. */
const MIN_WORD_LETTERS = 6;

function isWord(part: string): boolean {
  return part.length >= MIN_WORD_LETTERS && /^[A-Za-z]+$/.test(part) && shareOfCommon(measure(part)) >= WORD_SHARE;
}

function isDigest(part: string): boolean {
  return DIGEST_DIGITS.has(part.length) && HEX.test(part);
}

function isDrawn(run: string): boolean {
  if (ULID.test(run)) return false;
  const measured = measure(run);
  const { letters, digits, upper, islands, steps } = measured;
  // Numbers with some letters, and alphabets, are no secrets.
  if (letters === 0 || steps * MIN_STEPS > run.length) return false;
  if (HEX.test(run)) return !isDigest(run) && digits < run.length * MAX_HEX_DIGIT_SHARE;
  if (digits > run.length * MAX_DIGIT_SHARE) return false;
  const share = shareOfCommon(measured);
  if (digits === 0) return upper > 1 && upper < letters - 1 && share < LETTERS_SHARE;
  return share < MIXED_SHARE || (islands >= MANY_ISLANDS && share < PLAIN_SHARE);
}

const MAX_DIGIT_SHARE = 0.6;
/** Of hexadecimal digits, 10 in 16 are decimal ones; account numbers with a letter or two have more. */
const MAX_HEX_DIGIT_SHARE = 0.85;
/** A third of an alphabet's characters follow the one before, or more. */
const MIN_STEPS = 3;
/** Shares of common pairs below which letters alone, and letters among digits, are no words. Chosen by the measurement above. */
const LETTERS_SHARE = 0.7;
const MIXED_SHARE = 0.8;
const WORD_SHARE = 0.8;
const PLAIN_SHARE = 0.9;
/** So many groups of digits stand in no identifier. */
const MANY_ISLANDS = 4;

interface Measured {
  readonly letters: number;
  readonly digits: number;
  readonly upper: number;
  /** Groups of digits. */
  readonly islands: number;
  /** Characters that are the one before, or follow it in the alphabet. */
  readonly steps: number;
  /** Pairs of letters that stand side by side, and how many of them are common. */
  readonly pairs: number;
  readonly common: number;
}

function measure(run: string): Measured {
  const counts = { letters: 0, digits: 0, upper: 0, islands: 0, steps: 0, pairs: 0, common: 0 };
  let before = "";
  for (const char of run) {
    const step = char.charCodeAt(0) - (before.charCodeAt(0) || 0);
    if (step === 0 || step === 1) counts.steps += 1;
    if (isDigit(char)) {
      counts.digits += 1;
      if (!isDigit(before)) counts.islands += 1;
    } else if (isLetter(char)) {
      counts.letters += 1;
      if (char < "a") counts.upper += 1;
      if (isLetter(before)) counts.pairs += 1;
      if (isCommonPair(before.toLowerCase(), char.toLowerCase())) counts.common += 1;
    }
    before = char;
  }
  return counts;
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

/** 0 where no two letters stand side by side: no word does so. */
function shareOfCommon({ pairs, common }: Measured): number {
  return pairs === 0 ? 0 : common / pairs;
}
