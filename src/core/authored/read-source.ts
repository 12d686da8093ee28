import { Composer } from "yaml";
import { assert } from "../assert.ts";
import type { Problem } from "../errors.ts";
import { BYTE_ORDER_MARK, isOverByteLimit, LIMITS, type SourceLimits } from "./limits.ts";
import { createLocator, type Locator } from "./locator.ts";
import { readJson } from "./read-json.ts";
import { scanTokens } from "./scan-tokens.ts";
import type { SourceNode } from "./source-tree.ts";
import { describeRefusal, describeSyntaxErrors } from "./syntax-problems.ts";
import { buildTree } from "./tree-builder.ts";

/** One authored file as it came from the disk or the network, e.g. `{ file: "specs/ember-sword.yaml", text: "id: …" }`. */
export interface AuthoredSource {
  /** Path inside the project, `/`-separated. */
  readonly file: string;
  readonly text: string;
}

/** A file's content with places, or everything that keeps it from being read. */
export type SourceReading =
  | { readonly kind: "read"; readonly root: SourceNode; readonly locate: Locator; readonly warnings: readonly Problem[] }
  | { readonly kind: "unreadable"; readonly problems: readonly Problem[] };

/**
 * Reads YAML 1.2 (core schema) or JSON into a tree with places.
 *
 * Offsets count from behind a byte-order mark. Refused: texts over `LIMITS`, more than one document, tags, directives,
 * duplicate keys, keys that are not text and keys in `FORBIDDEN_KEYS`. Takes bounded time on any text.
 *
 * @param tags  YAML tags that are accepted all the same.
 * Codes: FILE_TOO_LARGE, FILE_ENCODING, FILE_SYNTAX.
 */
export function readSource(source: AuthoredSource, limits: SourceLimits = LIMITS, tags: readonly string[] = []): SourceReading {
  const { file } = source;
  if (isOverByteLimit(source.text, limits)) return unreadable([tooLarge(file, limits)]);
  const hasMark = source.text.startsWith(BYTE_ORDER_MARK);
  const text = hasMark ? source.text.slice(1) : source.text;
  const locate = createLocator(file, text);
  const encoding = findEncodingProblem(text, locate);
  if (encoding !== undefined) return unreadable([encoding]);

  const warnings = hasMark ? [markWarning(file)] : [];
  const json = readJson(text, limits);
  if (json !== undefined) return { kind: "read", root: json, locate, warnings };
  const yaml = readYaml(file, text, { locate, limits, tags });
  return "kind" in yaml ? { kind: "read", root: yaml, locate, warnings } : unreadable(yaml);
}

/** The tree of a YAML text, or what keeps it from being read. */
function readYaml(
  file: string,
  text: string,
  { locate, limits, tags }: { readonly locate: Locator; readonly limits: SourceLimits; readonly tags: readonly string[] },
): SourceNode | readonly Problem[] {
  const scan = scanTokens(text, limits, tags);
  if (scan.kind === "refused") return [describeRefusal(scan.refusal, locate, limits)];
  const [document] = new Composer(COMPOSE_OPTIONS).compose(scan.tokens, true, text.length);
  assert(document !== undefined, "the composer returns a document, since one is forced");
  if (document.errors.length > 0) {
    return describeSyntaxErrors(document.errors, { text, locate, quoteStarts: scan.quoteStarts });
  }
  const { root, problems } = buildTree(document.contents, locate, limits);
  const found = problems.length > 0 ? problems : findJsonProblems(file, text, locate);
  return found.length > 0 ? found : root;
}

// Duplicate keys are found while the tree is built: in linear time, and with both places.
const COMPOSE_OPTIONS = { version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false, logLevel: "silent" } as const;

function unreadable(problems: readonly Problem[]): SourceReading {
  return { kind: "unreadable", problems };
}

/** The problem of a file over the byte limit; the reader of folders reports it without loading the file. */
export function tooLarge(file: string, { maxBytes }: SourceLimits): Problem {
  return {
    code: "FILE_TOO_LARGE",
    message: `\`${file}\` is larger than ${maxBytes / 1024} KiB`,
    place: { file, line: 1, column: 1 },
    hint: "Split the file, or move what is not an authored record out of it",
  };
}

/** The problem of a file whose bytes are not UTF-8 text. */
export function notText(place: Problem["place"] & object, found: string): Problem {
  return {
    code: "FILE_ENCODING",
    message: `\`${place.file}\` is not UTF-8 text: ${found}`,
    place,
    hint: "Save the file as UTF-8",
  };
}

function markWarning(file: string): Problem {
  return {
    code: "FILE_ENCODING",
    message: `\`${file}\` begins with a byte-order mark, which is ignored`,
    place: { file, line: 1, column: 1 },
    hint: "Save the file as UTF-8 without a mark",
  };
}

function findEncodingProblem(text: string, locate: Locator): Problem | undefined {
  const nul = text.indexOf("\0");
  if (nul !== -1) return notText(locate(nul), "it contains a NUL character");
  if (text.isWellFormed()) return undefined;
  return notText(locate(text.search(/\p{Surrogate}/u)), "it contains half of a surrogate pair");
}

/** YAML reads more than JSON allows; a `.json` file must be readable by other programs too. */
function findJsonProblems(file: string, text: string, locate: Locator): Problem[] {
  if (!file.endsWith(".json")) return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const place = locate(Math.min(Number(position ?? 0), text.length));
    return [
      { code: "FILE_SYNTAX", message: `\`${file}\` is YAML but not JSON`, place, hint: "Write plain JSON in a `.json` file" },
    ];
  }
}
