import { findNearest, suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { isMap, type Json, type JsonMap } from "../json.ts";
import { compileSchema, UNUSABLE } from "./compile-schema.ts";
import type { Findings } from "./findings.ts";
import { type KeywordKind, KEYWORDS } from "./json-schema-keywords.ts";
import { patternFault } from "./pattern-fault.ts";

const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];

const HINT = "Write it as JSON Schema, draft 2020-12, wants it";

/**
 * Finds what keeps a value from being a JSON Schema, each thing at its place, and warns of keywords that are probably misspelt:
 * JSON Schema itself lets every other key pass. Source: json-schema.org, draft 2020-12; SPEC.md TS50, TS51.
 */
export function checkJsonSchema(schema: Json, path: Path, findings: Findings): void {
  const check = new SchemaCheck(schema, findings);
  check.check(schema, path);
  if (check.isRefused) return;
  const answer = compileSchema(schema)(null);
  if (answer?.startsWith(UNUSABLE) === true) findings.refuse(path, answer, { hint: HINT });
}

/** Keywords whose value is one thing by itself, with what it must be. */
const PLAIN: Partial<Record<KeywordKind, { readonly fits: (value: Json) => boolean; readonly must: string }>> = {
  count: { fits: (value) => Number.isInteger(value) && Number(value) >= 0, must: "a whole number from 0" },
  list: { fits: (value) => Array.isArray(value) && value.length > 0, must: "a list of values" },
  names: { fits: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"), must: "a list of names" },
  number: { fits: (value) => typeof value === "number", must: "a number" },
  text: { fits: (value) => typeof value === "string", must: "a text" },
};

class SchemaCheck {
  /** Whether a problem was found. */
  isRefused = false;
  readonly #root: Json;
  readonly #findings: Findings;

  constructor(root: Json, findings: Findings) {
    this.#root = root;
    this.#findings = findings;
  }

  check(schema: Json, path: Path): void {
    if (typeof schema === "boolean") return;
    if (!isMap(schema)) return this.#refuse(path, "a JSON Schema must be a map, `true` or `false`");
    for (const [key, value] of Object.entries(schema)) {
      const kind = KEYWORDS.get(key);
      if (kind === undefined) this.#warnOfKey(key, [...path, key]);
      else this.#checkValue(value, kind, [...path, key]);
    }
    this.#warnOfRequired(schema, path);
  }

  #checkValue(value: Json, kind: KeywordKind, path: Path): void {
    const plain = PLAIN[kind];
    if (plain !== undefined && !plain.fits(value)) this.#refuse(path, `\`${String(path.at(-1))}\` must be ${plain.must}`);
    else if (path.at(-1) === "multipleOf" && Number(value) <= 0) this.#refuse(path, "`multipleOf` must be a number above 0");
    else if (kind === "schema" || kind === "schemas") this.#checkSchemas(value, kind, path);
    else if (kind === "schemaMap") this.#checkMap(value, path);
    else if (kind === "pattern") this.#checkPattern(value, path);
    else if (kind === "type") this.#checkType(value, path);
    else if (kind === "ref") this.#checkRef(value, path);
  }

  /** Drafts before 2020-12 wrote a list of schemas under `items`. */
  #checkSchemas(value: Json, kind: "schema" | "schemas", path: Path): void {
    const isList = Array.isArray(value) && value.length > 0;
    if (isList && (kind === "schemas" || path.at(-1) === "items")) {
      for (const [index, each] of (value as readonly Json[]).entries()) this.check(each, [...path, index]);
    } else if (kind === "schemas") this.#refuse(path, `\`${String(path.at(-1))}\` must be a list of schemas`);
    else this.check(value, path);
  }

  #checkMap(value: Json, path: Path): void {
    if (!isMap(value)) return this.#refuse(path, `\`${String(path.at(-1))}\` must be a map of schemas`);
    for (const [key, schema] of Object.entries(value)) {
      if (path.at(-1) === "patternProperties") this.#checkKeyPattern(key, [...path, key]);
      // Drafts before 2020-12 wrote lists of names there, too.
      if (path.at(-1) !== "dependencies" || !Array.isArray(schema)) this.check(schema, [...path, key]);
    }
  }

  #checkPattern(value: Json, path: Path): void {
    if (typeof value !== "string") return this.#refuse(path, "`pattern` must be a text");
    const fault = patternFault(value, "ecma");
    if (fault !== null) this.#refuse(path, `\`${quoteForMessage(value)}\` ${fault}`);
  }

  /** These alone are matched by the engine of JavaScript, so they must be harmless there. */
  #checkKeyPattern(pattern: string, path: Path): void {
    this.#checkPattern(pattern, path);
    // No more than one repetition takes a square of the key's length at most.
    const isPlain = !/[(){}]/.test(pattern) && pattern.replaceAll(/\\./g, "").split(/[*+]/).length <= 2;
    if (isPlain) return;
    this.#refuse(path, `\`${quoteForMessage(pattern)}\` must have no groups, and one \`*\` or \`+\` at most`);
  }

  #checkType(value: Json, path: Path): void {
    const types: readonly Json[] = Array.isArray(value) ? value : [value];
    for (const type of types) {
      if (typeof type === "string" && TYPES.includes(type)) continue;
      const hint = `Write one of ${TYPES.map((each) => `\`${each}\``).join(", ")}`;
      if (typeof type !== "string") this.#refuse(path, "`type` must be a text", hint);
      else this.#refuse(path, `\`${quoteForMessage(type)}\` is no type of JSON${suggest(type, TYPES)}`, hint);
    }
  }

  #checkRef(value: Json, path: Path): void {
    const hint = "Write e.g. `#/$defs/order`; no other file is read";
    if (typeof value !== "string") this.#refuse(path, "`$ref` must be a text", hint);
    else if (!resolves(value, this.#root)) this.#refuse(path, `\`$ref\` leads nowhere: \`${quoteForMessage(value)}\``, hint);
  }

  #warnOfKey(key: string, path: Path): void {
    const nearest = findNearest(key, KEYWORDS.keys());
    if (nearest === undefined) return;
    const hint = `Write \`${nearest}\`, or ignore this`;
    this.#findings.warn(path, `\`${quoteForMessage(key)}\` is no keyword of JSON Schema: did you mean \`${nearest}\`?`, { hint });
  }

  #warnOfRequired({ required, properties }: JsonMap, path: Path): void {
    if (!Array.isArray(required) || properties === undefined || !isMap(properties)) return;
    for (const [index, name] of (required as readonly Json[]).entries()) {
      if (typeof name !== "string" || Object.hasOwn(properties, name)) continue;
      const message = `\`${quoteForMessage(name)}\` is required and no property is called that${suggest(name, Object.keys(properties))}`;
      this.#findings.warn([...path, "required", index], message, { hint: "Name a property" });
    }
  }

  #refuse(path: Path, message: string, hint = HINT): void {
    this.isRefused = true;
    this.#findings.refuse(path, message, { hint });
  }
}

/** Whether a reference leads to a part of its own schema: by a JSON pointer or an anchor. */
function resolves(ref: string, root: Json): boolean {
  if (ref === "#") return true;
  if (!ref.startsWith("#/")) return ref.startsWith("#") && findAnchor(root, ref.slice(1));
  let reached: Json | undefined = root;
  for (const step of ref.slice(2).split("/")) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof reached !== "object" || reached === null || !Object.hasOwn(reached, key)) return false;
    reached = (reached as JsonMap)[key];
  }
  return typeof reached === "boolean" || (reached !== undefined && isMap(reached));
}

function findAnchor(node: Json, anchor: string): boolean {
  if (typeof node !== "object" || node === null) return false;
  return (isMap(node) && node["$anchor"] === anchor) || Object.values(node).some((each: Json) => findAnchor(each, anchor));
}
