import { join } from "node:path";
import { listTree } from "../../../adapters/generations/list-tree.ts";
import { readText } from "../../../adapters/generations/records.ts";
import { Bundle, BUNDLE_FILE } from "../../../core/env/bundle/bundle.ts";
import { judgeFiles } from "../../../core/env/bundle/judge-bundle.ts";
import type { Composition } from "../../../core/env/change/composition.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { readPyproject } from "../../../core/env/truth/read-pyproject.ts";
import { type Problem, TouchstoneError } from "../../../core/errors.ts";

/** A bundle that is whole. */
export interface ReadBundle {
  readonly dir: string;
  readonly bundle: Bundle;
  readonly composition: Composition;
  readonly pyproject: string;
  readonly lock: string;
}

const HINT = "Export it again from where it comes; see docs/guides/environment.md#bundles";

/**
 * Reads a bundle, and proves each of its files. Nothing outside of it is read, whatever its links say.
 *
 * @throws TouchstoneError BUNDLE_REFUSED for what is no bundle, then for every file that is missing, changed or extra.
 */
export async function readBundle(dir: string): Promise<ReadBundle> {
  const bundle = await readManifest(dir);
  const found = await listTree(dir);
  const entries = found
    .filter(([path]) => path !== BUNDLE_FILE)
    .map(([path, kind, digest]) => [path, `${kind} ${digest}`] as const);
  refuse(judgeFiles(bundle.files, new Map(entries)));
  const [pyproject, lock, nodes] = await Promise.all(
    ["pyproject.toml", "uv.lock", "nodes.json"].map((name) => readPart(dir, name)),
  );
  return { dir, bundle, composition: compositionOf(pyproject ?? "", nodes ?? ""), pyproject: pyproject ?? "", lock: lock ?? "" };
}

async function readManifest(dir: string): Promise<Bundle> {
  const text = await readText(join(dir, BUNDLE_FILE));
  if (text === null) throw refused(`\`${dir}\` is no bundle: it holds no \`${BUNDLE_FILE}\``);
  const parsed = Bundle.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`\`${BUNDLE_FILE}\` is not of this form: ${(issue?.path ?? []).join(".")} ${issue?.message ?? ""}`.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has no form at all.
    return undefined;
  }
}

async function readPart(dir: string, name: string): Promise<string> {
  const text = await readText(join(dir, name));
  if (text === null) throw refused(`it holds no \`${name}\``);
  return text;
}

/** The digests hold, so what cannot be read here was written by something else. */
function compositionOf(pyproject: string, nodes: string): Composition {
  try {
    return {
      truth: readPyproject({ file: "pyproject.toml", text: pyproject }),
      nodes: readNodesFile({ file: "nodes.json", text: nodes }),
    };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    throw new TouchstoneError("BUNDLE_REFUSED", error.message, { hint: HINT, place: error.place, cause: error });
  }
}

/** @throws TouchstoneError BUNDLE_REFUSED with all of them, unless there is none. */
export function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const many = problems.length === 1 ? "" : `, and ${problems.length - 1} more`;
  throw new TouchstoneError("BUNDLE_REFUSED", `the bundle is refused: ${first.message}${many}`, { hint: first.hint, problems });
}

/** A bundle that cannot be taken. */
export function refused(message: string): TouchstoneError {
  return new TouchstoneError("BUNDLE_REFUSED", message, { hint: HINT });
}
