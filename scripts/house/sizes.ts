import type { Finding } from "./finding.ts";
import { isProductCode, type SourceFile } from "./source-file.ts";
import { lineAt, nodeAt, parseFile, walk, type Node } from "./syntax.ts";

const FILE_LINES = 200;
const FUNCTION_LINES = 40;

/**
 * Files over 200 and functions over 40 lines: a review asks why. The limits that fail (400, 70, three parameters,
 * nesting 3, complexity 15) are lint rules.
 */
export function findLargeCode(files: readonly SourceFile[]): Finding[] {
  return files.filter((file) => isProductCode(file.path)).flatMap((file) => [...judgeFile(file), ...judgeFunctions(file)]);
}

function judgeFile(file: SourceFile): Finding[] {
  const lines = lineAt(file.text, file.text.trimEnd().length);
  return lines > FILE_LINES ? [{ file: file.path, line: 1, message: `${lines} lines; why more than ${FILE_LINES}?` }] : [];
}

function judgeFunctions(file: SourceFile): Finding[] {
  const findings: Finding[] = [];
  walk(parseFile(file), (node, parent) => {
    const body = nodeAt(node, "body");
    if (!FUNCTIONS.has(node.type) || (body?.type !== "BlockStatement" && body?.type !== "FunctionBody")) return;
    const first = lineAt(file.text, node.start);
    const lines = lineAt(file.text, node.end) - first + 1;
    if (lines <= FUNCTION_LINES) return;
    findings.push({
      file: file.path,
      line: first,
      message: `\`${nameFunction(node, parent)}\` has ${lines} lines; why more than ${FUNCTION_LINES}?`,
    });
  });
  return findings;
}

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

function nameFunction(node: Node, parent: Node | undefined): string {
  const name = nodeAt(node, "id") ?? nodeAt(parent, "id") ?? nodeAt(parent, "key");
  return typeof name?.["name"] === "string" ? name["name"] : "a function";
}
