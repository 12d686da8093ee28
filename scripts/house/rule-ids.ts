import type { Finding } from "./finding.ts";
import { isTest, type SourceFile } from "./source-file.ts";
import { lineAt, nameOf, nodeAt, nodesAt, parseFile, textOf, walk, type Node } from "./syntax.ts";

interface Place {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

const RULE_LINE = /^- \*\*([A-Z]+\d+)\*\*/;
/** Ids at the start of a test title: `[J1] …`, `[J1][J2] …`. */
const TITLE_IDS = /^(?:\[[A-Z]+\d+\]\s*)+/;

/** Rules of `SPEC.md` files without a test, ids given twice, and tests that cite a rule that does not exist. */
export function findUntestedRules(files: readonly SourceFile[]): Finding[] {
  const rules = files.filter((file) => /(^|\/)SPEC\.md$/.test(file.path)).flatMap(listRules);
  const cited = files.filter((file) => isTest(file.path)).flatMap(listCitations);
  const ruleIds = new Set(rules.map((rule) => rule.id));
  const citedIds = new Set(cited.map((citation) => citation.id));
  return [
    ...rules
      .filter((rule, index) => rules.findIndex((other) => other.id === rule.id) !== index)
      .map((rule) => report(rule, `rule \`${rule.id}\` is defined twice`)),
    ...rules
      .filter((rule) => !citedIds.has(rule.id))
      .map((rule) => report(rule, `rule \`${rule.id}\` has no test; start a test title with \`[${rule.id}]\``)),
    ...cited
      .filter((citation) => !ruleIds.has(citation.id))
      .map((citation) => report(citation, `cites rule \`${citation.id}\`, which no SPEC.md defines`)),
  ];
}

function report(place: Place, message: string): Finding {
  return { file: place.file, line: place.line, message };
}

function listRules(file: SourceFile): Place[] {
  return file.text.split("\n").flatMap((text, index) => {
    const id = RULE_LINE.exec(text)?.[1];
    return id === undefined ? [] : [{ id, file: file.path, line: index + 1 }];
  });
}

function listCitations(file: SourceFile): Place[] {
  const places: Place[] = [];
  walk(parseFile(file), (node) => {
    const ids = TITLE_IDS.exec(titleOf(node) ?? "")?.[0] ?? "";
    for (const [, id = ""] of ids.matchAll(/\[([A-Z]+\d+)\]/g))
      places.push({ id, file: file.path, line: lineAt(file.text, node.start) });
  });
  return places;
}

/** The title of `test("…")`, `it("…")`, and of forms such as `test.each(rows)("…")`. */
function titleOf(node: Node): string | undefined {
  if (node.type !== "CallExpression") return undefined;
  const root = rootName(nodeAt(node, "callee"));
  if (root !== "test" && root !== "it") return undefined;
  const [title] = nodesAt(node, "arguments");
  return title?.type === "TemplateLiteral" ? firstPiece(title) : textOf(title);
}

/** The text before a template's first expression: ids stand there. */
function firstPiece(template: Node): string | undefined {
  const value = nodesAt(template, "quasis")[0]?.["value"];
  return typeof value === "object" && value !== null && "cooked" in value ? String(value.cooked) : undefined;
}

function rootName(node: Node | undefined): string | undefined {
  if (node?.type === "MemberExpression") return rootName(nodeAt(node, "object"));
  if (node?.type === "CallExpression") return rootName(nodeAt(node, "callee"));
  return nameOf(node);
}
