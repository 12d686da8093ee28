import { MARK } from "./mark.ts";
import { isRandom, MIN_RANDOM_CHARS, redactRandom } from "./random-token.ts";

/** One form that secrets have. All patterns take linear time: no repetition in another, all look-ahead bounded. */
interface SecretForm {
  /** The pattern is tried only where the text holds one of these (in lower case, where it ignores case). */
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  /** What takes the place of a match. The match itself: it is no secret after all. */
  readonly replace: (match: string, groups: readonly string[]) => string;
}

const whole = (): string => MARK;

/** Prefixes that providers give their keys, and what follows. Sources: the providers' documentation of their key formats. */
const PREFIXED: readonly (readonly [prefix: string, rest: string])[] = [
  ["sk-", "[A-Za-z0-9_-]{16,}"],
  ["sk_live_", "[A-Za-z0-9]{16,}"],
  ["sk_test_", "[A-Za-z0-9]{16,}"],
  ["rk_live_", "[A-Za-z0-9]{16,}"],
  ["rk_test_", "[A-Za-z0-9]{16,}"],
  ["whsec_", "[A-Za-z0-9+/=_-]{16,}"],
  ["gsk_", "[A-Za-z0-9]{20,}"],
  ["xai-", "[A-Za-z0-9]{20,}"],
  ["pplx-", "[A-Za-z0-9]{20,}"],
  ["hf_", "[A-Za-z0-9]{20,}"],
  ["r8_", "[A-Za-z0-9]{20,}"],
  ["AIza", "[A-Za-z0-9_-]{30,}"],
  ["ya29.", "[A-Za-z0-9_-]{16,}"],
  ["GOCSPX-", "[A-Za-z0-9_-]{16,}"],
  ["ghp_", "[A-Za-z0-9]{20,}"],
  ["gho_", "[A-Za-z0-9]{20,}"],
  ["ghu_", "[A-Za-z0-9]{20,}"],
  ["ghs_", "[A-Za-z0-9]{20,}"],
  ["ghr_", "[A-Za-z0-9]{20,}"],
  ["github_pat_", "[A-Za-z0-9_]{20,}"],
  ["glpat-", "[A-Za-z0-9_-]{16,}"],
  ["npm_", "[A-Za-z0-9]{20,}"],
  ["pypi-", "[A-Za-z0-9_-]{30,}"],
  ["dop_v1_", "[a-f0-9]{32,}"],
  ["AKIA", "[A-Z0-9]{16}(?![A-Za-z0-9])"],
  ["ASIA", "[A-Z0-9]{16}(?![A-Za-z0-9])"],
  ["ABIA", "[A-Z0-9]{16}(?![A-Za-z0-9])"],
  ["ACCA", "[A-Z0-9]{16}(?![A-Za-z0-9])"],
  ["xoxa-", "[A-Za-z0-9-]{10,}"],
  ["xoxb-", "[A-Za-z0-9-]{10,}"],
  ["xoxe-", "[A-Za-z0-9-]{10,}"],
  ["xoxp-", "[A-Za-z0-9-]{10,}"],
  ["xoxr-", "[A-Za-z0-9-]{10,}"],
  ["xoxs-", "[A-Za-z0-9-]{10,}"],
  ["xapp-", "[A-Za-z0-9-]{10,}"],
  ["SG.", "[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"],
];

/** No letter or digit before it, but that of an escape such as `\\n`. */
const START = "(?<!(?<!\\\\)[A-Za-z0-9])";

/** A key has digits or capitals; `sk-learn-for-beginners` has none. */
function unlessWords(match: string): string {
  return /[0-9A-Z]/.test(match.slice(match.indexOf("-") + 1)) ? MARK : match;
}

const KEYS: readonly SecretForm[] = PREFIXED.map(([prefix, rest]) => ({
  hints: [prefix],
  pattern: new RegExp(`${START}${prefix.replace(".", "\\.")}${rest}`, "g"),
  replace: prefix.endsWith("-") ? unlessWords : whole,
}));

const FIXED: readonly SecretForm[] = [
  {
    // One that is cut off ends with the text.
    hints: ["PRIVATE KEY"],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----|$)/g,
    replace: whole,
  },
  {
    hints: ["eyJ"],
    pattern: /(?<!(?<!\\)[A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,300}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
    replace: whole,
  },
  { hints: ["hooks.slack.com/"], pattern: /hooks\.slack\.com\/[A-Za-z0-9/_-]{10,}/g, replace: () => `hooks.slack.com/${MARK}` },
  {
    // Names and passwords in addresses.
    hints: ["://"],
    pattern: /:\/\/[^\s/@:"'<>[\]]{0,256}:[^\s/@"'<>[\]]{1,512}@/g,
    replace: () => `://${MARK}@`,
  },
];

const AUTHENTICATION: readonly SecretForm[] = [
  {
    hints: ["bearer", "basic", "token", "apikey", "digest"],
    pattern: /\b(bearer|basic|token|apikey|digest)(\s{1,3})([A-Za-z0-9._~+/-]{8,}={0,2})/gi,
    replace: (match, [scheme = "", space = "", value = ""]) => (isSecretWord(value) ? `${scheme}${space}${MARK}` : match),
  },
  {
    hints: ["cookie"],
    pattern: /\b((?:set-)?cookie["']?\s{0,3}:\s{0,3}["']?)([^=\n"'\\[\]]{1,100}=[^\n"'\\[\]]+)/gi,
    replace: (_match, [name = ""]) => `${name}${MARK}`,
  },
  {
    // `password=…`, `api_key: …`, also in JSON that cannot be read.
    hints: ["key", "secret", "pass", "pwd", "token", "authorization", "credential"],
    pattern:
      /((?:api|access|secret|private|account|signing|encryption|master)[_-]?key|secret|password|passwd|passphrase|pwd|token|authorization|credentials?)(["'\\]{0,3}\s{0,3}(=|:|=>)\s{0,3}["'\\]{0,3})([^\s"',;&<>\\{}[\]()]{6,})/gi,
    replace: (match, [name = "", between = "", sign = "", value = ""]) =>
      sign === "=" || isSecretWord(value) || between.includes('"') ? `${name}${between}${MARK}` : match,
  },
];

/** Whether a word is none: it has digits, signs that words lack, or letters that follow one another as in no word. */
function isSecretWord(word: string): boolean {
  return /\d|[!#$%^*+~=|@]/.test(word) || /[a-z][A-Z].*[a-z][A-Z]/.test(word) || isRandom(word);
}

const RANDOM: SecretForm = {
  hints: [],
  pattern: new RegExp(`[A-Za-z0-9+/_-]{${MIN_RANDOM_CHARS},}={0,2}`, "g"),
  replace: (match) => {
    const run = match.replace(/=+$/, "");
    const redacted = redactRandom(run);
    return redacted === run ? match : redacted;
  },
};

/** Replaces whatever has the form of a secret. @param isId  The text is an id: being random says nothing of it. */
export function redactForms(text: string, isId: boolean): string {
  let now = text;
  for (const form of [...KEYS, ...FIXED]) if (form.hints.some((hint) => now.includes(hint))) now = apply(form, now);
  const lower = now.toLowerCase();
  for (const form of AUTHENTICATION) if (form.hints.some((hint) => lower.includes(hint))) now = apply(form, now);
  return isId || now.length < MIN_RANDOM_CHARS ? now : apply(RANDOM, now);
}

function apply({ pattern, replace }: SecretForm, text: string): string {
  return text.replace(pattern, (match, ...rest: unknown[]) => {
    // What follows the groups are the place and the whole text.
    const groups = rest.slice(0, -2).map((group) => (typeof group === "string" ? group : ""));
    return replace(match, groups);
  });
}
