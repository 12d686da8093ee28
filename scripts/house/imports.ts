import path from "node:path";
import { isCode, type SourceFile } from "./source-file.ts";
import { lineAt, nameOf, nodeAt, nodesAt, parseFile, textOf, walk, type Node } from "./syntax.ts";

/** One place where a file depends on something else. */
export interface Import {
  readonly from: string;
  /** As written, e.g. `../errors.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** Path from the root for a relative specifier, e.g. `src/core/errors.ts`; else undefined. */
  readonly target: string | undefined;
  readonly line: number;
  /** `start`: a worker or script started by `new URL("./x.ts", import.meta.url)`; it depends without importing. */
  readonly kind: "import" | "start";
}

/** Every dependency of the code files: imports, type imports, re-exports, `import()`, and started files. */
export function listImports(files: readonly SourceFile[]): Import[] {
  return files.filter((file) => isCode(file.path)).flatMap(importsOf);
}

function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = [];
  walk(parseFile(file), (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const target = specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file.path), specifier) : undefined;
    const kind = node.type === "NewExpression" ? "start" : "import";
    imports.push({ from: file.path, specifier, target, line: lineAt(file.text, node.start), kind });
  });
  return imports;
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function specifierOf(node: Node): string | undefined {
  if (IMPORTING.has(node.type)) return textOf(nodeAt(node, "source"));
  const [first, second] = nodesAt(node, "arguments");
  if (node.type === "CallExpression" && nameOf(nodeAt(node, "callee")) === "require") return textOf(first);
  if (node.type !== "NewExpression" || nameOf(nodeAt(node, "callee")) !== "URL") return undefined;
  const text = textOf(first);
  return second?.type === "MemberExpression" && text !== undefined && isCode(text) ? text : undefined;
}
