import { dirname, join, posix } from "node:path";
import { readTextFile } from "../../adapters/files/read-text-file.ts";
import { LIMITS, SCENE_LIMITS } from "../../core/authored/limits.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { readSource } from "../../core/authored/read-source.ts";
import { findChild, type SourceNode, toValue } from "../../core/authored/source-tree.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { SuiteCell } from "../../core/playtest/suite/suite-cell.ts";
import { includedBy } from "./included-by.ts";
import { type LoadedSuite, storyOf } from "./load-suite.ts";
import type { SceneInput } from "./scene-input.ts";

/** What `POST /api/playtest/run` takes, as a client writes it. */
type SceneBody = { readonly [Field in keyof SceneInput]?: unknown };

/** The request that plays a cell of a suite elsewhere exactly as the suite plays it here. */
export async function requestForCell(cell: SuiteCell, loaded: LoadedSuite, suiteFile: NamedFile): Promise<SceneBody> {
  const { suite, category, workflow, worldline, seed, promptPacks, maxSteps, variables, metadata, policy } = cell;
  const pov = cell.pov ?? storyOf(cell, loaded).defaultPov;
  const script = policy.kind === "script" ? { script: await textOf(policy.file, loaded), run: policy.run } : {};
  return {
    ...(await storyBody(cell, loaded, suiteFile)),
    ...script,
    suite,
    category,
    workflow,
    pov,
    worldline,
    seed,
    variables,
    promptPacks,
    maxSteps,
    metadata: { category, pov, ...metadata },
    policy: policy.kind,
    form: "lines",
    dryRun: true,
  };
}

async function textOf(name: string, { files }: LoadedSuite): Promise<string> {
  const file = files.get(name);
  if (file === undefined) throw new RangeError(`textOf: the suite names no file \`${name}\``);
  return await readTextFile(file, SCENE_LIMITS.maxBytes);
}

async function storyBody(cell: SuiteCell, loaded: LoadedSuite, suiteFile: NamedFile): Promise<SceneBody> {
  if (cell.story.kind === "inline") {
    const suite = parse({ file: suiteFile.name, text: await readTextFile(suiteFile, SCENE_LIMITS.maxBytes) });
    return { scene: toValue(findScene(suite, cell)) };
  }
  const name = cell.story.file;
  const text = await textOf(name, loaded);
  if (loaded.stories.get(name)?.kind === "scene") return { scene: toValue(parse({ file: name, text })) };
  const file = loaded.files.get(name) as NamedFile;
  return { ink: { file: posix.basename(name), text, includes: await includesOf(file, text) } };
}

function parse(source: { file: string; text: string }): SourceNode {
  const reading = readSource(source, SCENE_LIMITS);
  if (reading.kind === "read") return reading.root;
  throw new TouchstoneError("FILE_SYNTAX", reading.problems[0]?.message ?? "", { problems: reading.problems });
}

/** A scene that stands in the suite itself: as the cell, or as the cell's `scene`. */
function findScene(root: SourceNode, { povKey, category }: SuiteCell): SourceNode {
  const plan = findChild(root, "plan")?.node ?? root;
  const pov = findChild(plan, povKey)?.node;
  const cell = pov && findChild(pov, category)?.node;
  const scene = cell && (findChild(cell, "scene")?.node ?? cell);
  if (scene === undefined) throw new RangeError(`findScene: the suite has no cell ${povKey}/${category}`);
  return scene;
}

/** The texts of all files that an ink story reads beside itself, by the names that it knows them by. */
async function includesOf(file: NamedFile, text: string): Promise<Readonly<Record<string, string>>> {
  const texts = new Map<string, string>();
  const open = [...includedBy(text), `${posix.basename(file.name)}.map.yaml`];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (texts.has(name)) continue;
    const found = await findText(join(dirname(file.path), name));
    if (found === undefined) continue;
    texts.set(name, found);
    open.push(...includedBy(found));
  }
  return Object.fromEntries(texts);
}

async function findText(path: string): Promise<string | undefined> {
  try {
    return await readTextFile({ path, name: path }, LIMITS.maxBytes);
  } catch (error) {
    // The map is optional, and what is included but not there has kept the story from being opened.
    if (error instanceof TouchstoneError && error.code === "FILE_NOT_FOUND") return undefined;
    throw error;
  }
}
