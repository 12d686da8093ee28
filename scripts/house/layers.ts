import { builtinModules } from "node:module";
import path from "node:path";
import type { Finding } from "./finding.ts";
import { listImports, type Import } from "./imports.ts";
import { isCode, isTest, type SourceFile } from "./source-file.ts";

/** One row of the table "Who may import whom" in ARCHITECTURE.md. The first layer whose pattern fits a file is its layer. */
interface Layer {
  readonly name: string;
  /** Paths, with `*` for one step and `**` for any number. */
  readonly files: readonly string[];
  /** Layers it may import; `*` means all. */
  readonly mayImport: readonly string[];
  /** npm packages it may import; `*` means all. */
  readonly packages: readonly string[];
  /** Whether it may import Node's own modules; default true. */
  readonly node?: boolean;
  /** Layers that may import it; default: those that name it in `mayImport`, or `*`. */
  readonly onlyFrom?: readonly string[];
  /** True while no file of the layer exists yet. */
  readonly planned?: boolean;
}

export interface LayerTable {
  readonly layers: readonly Layer[];
  /** What a test beside its source may import in addition to what the source may. */
  readonly unitTests: { readonly mayImport: readonly string[]; readonly packages: readonly string[] };
}

const TABLE = "scripts/house/layers.json";

/** Checks every import against the table, and the table against the files. */
export function findLayerBreaches(files: readonly SourceFile[], table: LayerTable): Finding[] {
  const code = files.filter((file) => isCode(file.path));
  const uncovered = code
    .filter((file) => layerOf(file.path, table) === undefined)
    .map((file) => ({ file: file.path, line: 1, message: `no layer covers this file; add one to ${TABLE}` }));
  const imports = listImports(code).flatMap((entry) => judgeImport(entry, table));
  return [...uncovered, ...judgeTable(code, table), ...imports];
}

function judgeTable(code: readonly SourceFile[], table: LayerTable): Finding[] {
  return table.layers.flatMap((layer) => {
    const isThere = code.some((file) => layerOf(file.path, table) === layer);
    if (isThere === (layer.planned !== true)) return [];
    const message = isThere
      ? `layer \`${layer.name}\` is marked planned and has files; remove the mark`
      : `layer \`${layer.name}\` matches no file; remove it, or mark it planned`;
    return [{ file: TABLE, line: 1, message }];
  });
}

function judgeImport(entry: Import, table: LayerTable): Finding[] {
  const layer = layerOf(entry.from, table);
  if (layer === undefined) return [];
  const message = entry.target === undefined ? judgePackage(entry, layer, table) : judgeFile(entry, layer, table);
  return message === undefined ? [] : [{ file: entry.from, line: entry.line, message }];
}

/** Says what is wrong with importing a file of the repository; undefined when nothing is. */
function judgeFile(entry: Import, layer: Layer, table: LayerTable): string | undefined {
  const target = entry.target ?? "";
  if (!isCode(target)) return undefined;
  const other = layerOf(target, table);
  if (other === undefined) return `imports \`${target}\`, which no layer covers`;
  const allowed = [...layer.mayImport, ...(isUnitTest(entry.from) ? table.unitTests.mayImport : [])];
  const isOpen = other.onlyFrom?.includes(layer.name) ?? true;
  if (isOpen && (other === layer || allowed.includes("*") || allowed.includes(other.name))) return undefined;
  return `\`${layer.name}\` may not import \`${other.name}\` (\`${target}\`)`;
}

function judgePackage(entry: Import, layer: Layer, table: LayerTable): string | undefined {
  const { specifier } = entry;
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) {
    return layer.node === false && !isUnitTest(entry.from) ? `\`${layer.name}\` may not import \`${specifier}\`` : undefined;
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const allowed = [...layer.packages, ...(isUnitTest(entry.from) ? table.unitTests.packages : [])];
  if (allowed.includes("*") || allowed.includes(name)) return undefined;
  return `\`${layer.name}\` may not import the package \`${name}\``;
}

function isUnitTest(file: string): boolean {
  return isTest(file) && file.startsWith("src/");
}

function layerOf(file: string, table: LayerTable): Layer | undefined {
  return table.layers.find((layer) => layer.files.some((pattern) => path.posix.matchesGlob(file, pattern)));
}
