import type { Finding } from "./finding.ts";
import { isCode, isProductCode, type SourceFile } from "./source-file.ts";
import { lineAt, nameOf, nodeAt, nodesAt, parseFile, walk, type Node } from "./syntax.ts";

/** Looks at one node and says what is wrong with it, or nothing. */
type Judge = (node: Node, parent: Node | undefined) => string | undefined;

function findInCode(files: readonly SourceFile[], judge: Judge): Finding[] {
  return files.flatMap((file) => {
    const findings: Finding[] = [];
    walk(parseFile(file), (node, parent) => {
      const message = judge(node, parent);
      if (message !== undefined) findings.push({ file: file.path, line: lineAt(file.text, node.start), message });
    });
    return findings;
  });
}

/** What the compiler cannot see in `core`: clock, randomness and locale are part of the language itself. */
export function findImpurities(files: readonly SourceFile[]): Finding[] {
  return findInCode(
    files.filter((file) => isProductCode(file.path) && file.path.startsWith("src/core/")),
    judgePurity,
  );
}

const IMPURE_GLOBALS = new Set(["performance", "Intl", "globalThis"]);
const IMPURE_MEMBERS = new Set(["Date.now", "Math.random", "Temporal.Now"]);
const LOCALE_METHOD = /^(localeCompare|toLocale\w+)$/;

function judgePurity(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === "MemberExpression") return judgeMember(node);
  if (node.type === "NewExpression" || node.type === "CallExpression") return judgeDate(node);
  const name = nameOf(node);
  const isKey = parent !== undefined && nodeAt(parent, "key") === node;
  const isProperty = parent?.type === "MemberExpression" && nodeAt(parent, "property") === node;
  if (name === undefined || isKey || isProperty || !IMPURE_GLOBALS.has(name)) return undefined;
  return `core is pure: \`${name}\` depends on the machine; take its value as an argument`;
}

function judgeMember(node: Node): string | undefined {
  const property = nameOf(nodeAt(node, "property")) ?? "";
  const path = `${nameOf(nodeAt(node, "object"))}.${property}`;
  if (IMPURE_MEMBERS.has(path)) return `core is pure: take the value of \`${path}\` as an argument`;
  if (!LOCALE_METHOD.test(property)) return undefined;
  return `core is pure: \`${property}\` depends on the machine's locale; use \`compareCodeUnits\` or an explicit format`;
}

function judgeDate(node: Node): string | undefined {
  if (nameOf(nodeAt(node, "callee")) !== "Date") return undefined;
  if (node.type === "NewExpression" && nodesAt(node, "arguments").length > 0) return undefined;
  return "core is pure: this reads the clock; take epoch milliseconds as an argument";
}

/** Functions whose last digit the language leaves to the machine; the built-in renderer promises equal bytes everywhere. */
const APPROXIMATE = new Set([
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "exp",
  "log",
  "log2",
  "log10",
  "pow",
  "cbrt",
  "hypot",
]);

/** Arithmetic in the built-in renderer that may differ between machines. Source: ECMA-262, "implementation-approximated". */
export function findApproximateMath(files: readonly SourceFile[]): Finding[] {
  const renderer = files.filter((file) => isProductCode(file.path) && file.path.startsWith("src/adapters/procedural/"));
  return findInCode(renderer, (node) => {
    if (node.type === "BinaryExpression" && node["operator"] === "**") return "`**` may differ between machines; use integers";
    if (node.type !== "MemberExpression" || nameOf(nodeAt(node, "object")) !== "Math") return undefined;
    const method = nameOf(nodeAt(node, "property")) ?? "";
    return APPROXIMATE.has(method) ? `\`Math.${method}\` may differ between machines; use integers` : undefined;
  });
}

/** Files that do nothing but pass on other files' exports. */
export function findBarrels(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isCode(file.path) && isBarrel(parseFile(file)))
    .map((file) => ({
      file: file.path,
      line: 1,
      message: "only passes on other files' exports; import the file that defines the thing",
    }));
}

function isBarrel(program: Node): boolean {
  const body = nodesAt(program, "body");
  const own = body.filter((node) => node.type !== "ImportDeclaration" && !isPassingOn(node));
  return own.length === 0 && body.some(isPassingOn);
}

/** `export … from "x"`, and `export { … }` without a declaration of its own. */
function isPassingOn(node: Node): boolean {
  if (node.type === "ExportAllDeclaration") return true;
  return node.type === "ExportNamedDeclaration" && nodeAt(node, "declaration") === undefined;
}

/** Empty catch clauses, also those with only a comment inside. */
export function findEmptyCatches(files: readonly SourceFile[]): Finding[] {
  return findInCode(
    files.filter((file) => isCode(file.path)),
    (node) => {
      const body = node.type === "CatchClause" ? nodeAt(node, "body") : undefined;
      if (body === undefined || nodesAt(body, "body").length > 0) return undefined;
      return "an empty catch hides failures; handle it, translate it, or let it pass";
    },
  );
}

/** The one place that may throw a plain Error: its callers state what a bug broke. */
const ASSERTIONS = new Set(["src/core/assert.ts"]);

/** `throw new Error(…)` in the product: neither a failure with a code nor an assertion. */
export function findPlainErrors(files: readonly SourceFile[]): Finding[] {
  const product = files.filter((file) => isProductCode(file.path) && !ASSERTIONS.has(file.path));
  return findInCode(product, (node) => {
    const thrown = node.type === "ThrowStatement" ? nodeAt(node, "argument") : undefined;
    if (thrown?.type !== "NewExpression" || nameOf(nodeAt(thrown, "callee")) !== "Error") return undefined;
    return "throw a TouchstoneError with a code, or assert what a bug would break (`src/core/assert.ts`)";
  });
}
