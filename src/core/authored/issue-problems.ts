import type { z } from "zod";
import type { Problem } from "../errors.ts";
import type { IssueContext } from "./issue-context.ts";
import { suggest } from "./nearest.ts";
import { quoteForMessage } from "./quote.ts";
import { type Shape, shapesAtKey, shapesAtPath, shapesFor } from "./schema-shape.ts";
import { findSpelling, MOVED_VALUES } from "./seed-spellings.ts";
import { findChild, spanOfKey, spanOfPath, walkPath, type Path, type SourceNode } from "./source-tree.ts";
import { describeUnknownKeys } from "./unknown-keys.ts";
import { describeNode, formatPath, listNames, nameOf, toPath } from "./wording.ts";

type Issue = z.core.$ZodIssue;

/**
 * Says what a schema found, for people: each problem at its place, with what was expected and the nearest right name.
 * A key that is missing because it is misspelt is reported once, as the misspelling.
 */
export function describeIssues(found: readonly Issue[], context: IssueContext): Problem[] {
  const suggested = new Set<string>();
  const issues = found.flatMap((issue) => openUnion(issue));
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? describeUnknownKeys(issue, { context, suggested }) : [],
  );
  const others = issues
    .filter((issue) => issue.code !== "unrecognized_keys")
    .filter((issue) => !(isMissing(issue, context) && suggested.has(formatPath(toPath(issue.path)))))
    .map((issue) => describeIssue(issue, context));
  return [...unknown, ...others];
}

/** Of a value that could have several forms: what keeps it from the one form that it has the kind for. */
function openUnion(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const near = issue.errors.filter((form) => !form.some((inner) => isOfOtherKind(inner)));
  const [form] = near;
  if (form === undefined || near.length > 1) return [issue];
  return form.flatMap((inner) => openUnion({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Whether the value as a whole has another kind than the form wants; a form of several forms is left to itself. */
function isOfOtherKind({ code, path, ...rest }: Issue): boolean {
  if (path.length > 0) return false;
  if (code === "invalid_type" || code === "invalid_value") return true;
  return (
    code === "invalid_union" &&
    (rest as z.core.$ZodIssueInvalidUnion).errors.every((form) => form.some((inner) => isOfOtherKind(inner)))
  );
}

function isMissing(issue: Issue, { root }: IssueContext): boolean {
  const path = toPath(issue.path);
  return issue.code !== "custom" && path.length > 0 && !walkPath(root, path).complete;
}

function describeIssue(issue: Issue, context: IssueContext): Problem {
  const path = toPath(issue.path);
  const place = context.locate(spanOfPath(context.root, path).start);
  if (isMissing(issue, context)) return { code: "INPUT_INVALID", ...describeMissing(path, context), place };
  const { node } = walkPath(context.root, path);
  const isKey = issue.code === "invalid_key";
  return {
    code: "INPUT_INVALID",
    ...sentenceOf(issue, { path, node, context }),
    place: isKey ? context.locate(spanOfKey(context.root, path).start) : place,
  };
}

interface Sentence {
  readonly message: string;
  readonly hint?: string;
}

function describeMissing(path: Path, context: IssueContext): Sentence {
  const key = quoteForMessage(String(path.at(-1)));
  const description = shapesOfMissing(path, context).find((each) => each.description !== undefined)?.description;
  const owner = path.length === 1 ? "" : ` in ${nameOf(path.slice(0, -1))}`;
  const meaning = description === undefined ? "" : `: ${lowerWord(description)}`;
  return { message: `\`${key}\` is missing${owner}`, hint: `Add \`${key}\`${meaning}` };
}

/** Of several kinds of map, what the kind that stands there says of the key. */
function shapesOfMissing(path: Path, { shape, root }: IssueContext): readonly Shape[] {
  const key = path.at(-1);
  if (typeof key !== "string") return shapesAtPath(shape, path);
  const owner = path.slice(0, -1);
  const { node } = walkPath(root, owner);
  const kinds = shapesFor(shapesAtPath(shape, owner), (name) => {
    const child = findChild(node, name)?.node;
    return child?.kind === "scalar" ? child.value : undefined;
  });
  return shapesAtKey(kinds, key);
}

/** A sentence goes on with it; `JSON` stays as it is. */
function lowerWord(text: string): string {
  return /^\p{Lu}(?!\p{Lu})(?!\w*\p{Lu})/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

interface Subject {
  readonly path: Path;
  readonly node: SourceNode;
  readonly context: IssueContext;
}

function sentenceOf(issue: Issue, subject: Subject): Sentence {
  const name = nameOf(subject.path);
  const actual = describeNode(subject.node);
  switch (issue.code) {
    case "invalid_type":
      return describeWrongType(issue, subject);
    case "invalid_value":
      return describeWrongChoice(issue.values.map(String), subject);
    case "too_big":
    case "too_small":
      return describeBound(issue.origin, boundOf(issue), subject);
    case "invalid_format":
      return { message: `${name} ${ruleOf(issue) ?? `must be a valid ${issue.format}`}, not ${actual}` };
    case "invalid_key":
      return {
        message: `the key \`${quoteForMessage(String(subject.path.at(-1)))}\` ${ruleOf(issue.issues[0]) ?? "is not accepted"}`,
      };
    case "custom":
      return { message: ruleOf(issue) === undefined ? issue.message : `${name} ${issue.message}`, ...hintOf(issue) };
    case "invalid_union":
      return describeNoForm(issue, subject);
    case "not_multiple_of":
      return { message: `${name} must be a multiple of ${issue.divisor}${notNumber(subject.node)}` };
    case "unrecognized_keys":
    case "invalid_element":
      return { message: `${name} is not accepted: it is ${actual}` };
  }
}

function boundOf(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): Parameters<typeof describeBound>[1] {
  if (issue.code === "too_big")
    return { limit: issue.inclusive === false ? "less than" : "at most", bound: Number(issue.maximum) };
  return { limit: issue.inclusive === false ? "more than" : "at least", bound: Number(issue.minimum) };
}

/** The way out that a schema's own rule brings along. */
function hintOf({ params }: z.core.$ZodIssueCustom): { readonly hint?: string } {
  const hint: unknown = params?.["hint"];
  return typeof hint === "string" ? { hint } : {};
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  tuple: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
};

function describeWrongType(issue: z.core.$ZodIssueInvalidType, { path, node, context }: Subject): Sentence {
  const isWhole = shapesAtPath(context.shape, path).some((shape) => "type" in shape && shape.type === "integer");
  const expected = TYPE_NAMES[isWhole ? "int" : issue.expected] ?? issue.expected;
  if (path.length === 0 && node.kind === "scalar" && node.value === null) {
    return { message: "the file is empty", hint: `Write ${expected}` };
  }
  const message = `${nameOf(path)} must be ${expected}, not ${describeNode(node, "the text ")}`;
  const hint = hintForType(issue.expected, node);
  return hint === undefined ? { message } : { message, hint };
}

function describeNoForm(issue: z.core.$ZodIssueInvalidUnion, subject: Subject): Sentence {
  const { path, node, context } = subject;
  if (issue.discriminator !== undefined) {
    const kinds = shapesAtPath(context.shape, path).map((shape) => shape.const);
    return describeWrongChoice(
      kinds.filter((kind) => typeof kind === "string"),
      subject,
    );
  }
  if (isInfinite(node)) return { message: `${nameOf(path)} must be a finite number, not ${describeNode(node)}` };
  return { message: `${nameOf(path)} has none of the accepted forms: it is ${describeNode(node)}` };
}

/** YAML writes them as `.inf` and `.nan`; JSON cannot. */
function isInfinite(node: SourceNode): boolean {
  return node.kind === "scalar" && typeof node.value === "number" && !Number.isFinite(node.value);
}

function hintForType(expected: string, node: SourceNode): string | undefined {
  if (node.kind !== "scalar") return undefined;
  const { value } = node;
  if (value === null) return "Give it a value, or remove the line";
  if (expected === "string") return "Put the value into quotes";
  if (expected === "array") return "Put the value into brackets: `[…]`";
  if (typeof value !== "string") return undefined;
  if (expected === "boolean" && /^(yes|on)$/i.test(value)) return "Write `true`";
  if (expected === "boolean" && /^(no|off)$/i.test(value)) return "Write `false`";
  const isNumber = (expected === "number" || expected === "int") && value.trim() !== "" && Number.isFinite(Number(value));
  return isNumber ? "Remove the quotes" : undefined;
}

function describeWrongChoice(choices: readonly string[], { path, node, context }: Subject): Sentence {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
  const known = choices.find((choice) => text !== undefined && isOtherVersion(text, choice));
  if (known !== undefined) return describeOtherVersion(nameOf(path), String(text), known);
  const question = text === undefined ? "" : suggest(text, choices);
  const message = `${nameOf(path)} must be one of ${listNames(choices)}, not ${describeNode(node)}${question}`;
  const moved = text === undefined ? undefined : findSpelling(MOVED_VALUES, { kind: context.kind, at: path, from: text });
  return moved === undefined ? { message } : { message, hint: moved.hint };
}

const FORMAT = /^(?<name>touchstone\.[a-z]+)\/\d+$/;

/** `touchstone.scene/2` is no slip of the pen for `touchstone.scene/1`: a file of a newer version would be read wrongly. */
function isOtherVersion(text: string, choice: string): boolean {
  const name = FORMAT.exec(text)?.groups?.["name"];
  return name !== undefined && name === FORMAT.exec(choice)?.groups?.["name"];
}

function describeOtherVersion(name: string, text: string, known: string): Sentence {
  return {
    message: `${name} is \`${quoteForMessage(text)}\`, of another version; this version reads \`${known}\``,
    hint: "Read the file with the version of Touchstone that it was written for",
  };
}

/** The schema's own rule, when it is written to follow the name of what breaks it; zod's wording never is. */
function ruleOf(issue: Issue | undefined): string | undefined {
  return issue !== undefined && /^(needs|must) /.test(issue.message) ? issue.message : undefined;
}

function describeBound(
  origin: string,
  { limit, bound }: { limit: "at least" | "at most" | "more than" | "less than"; bound: number },
  subject: Subject,
): Sentence {
  const name = nameOf(subject.path);
  if (origin === "string" && limit === "at least" && bound === 1) return { message: `${name} must not be empty` };
  if (origin === "string") return { message: `${name} must be ${limit} ${bound} characters long` };
  if (origin === "array") return { message: `${name} must have ${limit} ${bound} ${bound === 1 ? "item" : "items"}` };
  return { message: `${name} must be ${limit} ${bound}${notNumber(subject.node)}` };
}

function notNumber(node: SourceNode): string {
  return node.kind === "scalar" && typeof node.value === "number" ? `, not \`${node.value}\`` : "";
}
