import { SCENE_LIMITS } from "../../authored/limits.ts";
import type { Locator } from "../../authored/locator.ts";
import { parseTree, type PlaceOf } from "../../authored/parse-tree.ts";
import { limitProblems } from "../../authored/problem-order.ts";
import { type AuthoredSource, readSource } from "../../authored/read-source.ts";
import { findChild, type SourceNode } from "../../authored/source-tree.ts";
import type { Problem } from "../../errors.ts";
import { openScene } from "../native/open-scene.ts";
import { readSceneTree } from "../scene/read-scene.ts";
import type { Story } from "../story/story.ts";
import { entryOf } from "./entry-of.ts";
import { type PlanTree, takeScenesOut } from "./inline-scenes.ts";
import type { Suite, SuiteEntry, SuiteReading } from "./suite.ts";
import { type PlanFile, planSchema, suiteSchema } from "./suite-schema.ts";

/**
 * Reads a suite, YAML or JSON, strictly: a suite file, or a plan by itself (`{pov: {category: scene}}`, as the seed's
 * `run_per_pov_suite` takes it). snake_case is accepted; scenes that stand in it are read as scene files are.
 *
 * @param source.file  Its name without the ending `.suite.yaml` names the suite.
 * Codes: INPUT_INVALID, DUPLICATE_ID, FILE_SYNTAX, FILE_TOO_LARGE, FILE_ENCODING; every problem with its place.
 * Source: contracts, section 8.1; SPEC.md SU1-SU4.
 */
export function readSuite(source: AuthoredSource): SuiteReading {
  const reading = readSource(source, SCENE_LIMITS);
  if (reading.kind === "unreadable") return { kind: "invalid", problems: limitProblems(reading.problems) };
  const { root, locate } = reading;
  const isFile = ["format", "plan"].some((key) => findChild(root, key) !== undefined);
  const tree = isFile ? takeScenesOutOfFile(root) : takeScenesOut(root);
  const parsed = isFile ? readFile(tree, locate) : readBarePlan(tree, locate);
  const scenes = readScenes(tree, locate);
  const problems = [...(parsed.kind === "invalid" ? parsed.problems : []), ...scenes.problems];
  if (parsed.kind === "invalid" || problems.length > 0) return { kind: "invalid", problems: limitProblems(problems) };
  const entries = listEntries(tree, parsed, scenes.stories);
  if (entries.length === 0) return { kind: "invalid", problems: [noCell(parsed.placeOf(parsed.at))] };
  return { kind: "suite", suite: { ...parsed.suite, name: nameOf(source.file), entries }, warnings: reading.warnings };
}

/** `suites/harbor.suite.yaml` as `harbor`. */
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/(\.suite)?\.(ya?ml|json)$/i, "");
}

function noCell(place: Problem["place"] & object): Problem {
  return {
    code: "INPUT_INVALID",
    message: "the plan asks for nothing to be played",
    place,
    hint: "Name a pov, a category and a story",
  };
}

function takeScenesOutOfFile(root: SourceNode): PlanTree {
  const plan = findChild(root, "plan")?.node;
  if (root.kind !== "map" || plan === undefined) return { root, scenes: new Map() };
  const tree = takeScenesOut(plan);
  return {
    ...tree,
    root: { ...root, entries: root.entries.map((entry) => (entry.key === "plan" ? { ...entry, value: tree.root } : entry)) },
  };
}

/** What a file says, its cells as they are written. */
interface ParsedSuite {
  readonly kind: "parsed";
  readonly suite: Omit<Suite, "entries" | "name">;
  readonly plan: PlanFile;
  /** Where the plan stands in the file. */
  readonly at: readonly string[];
  readonly placeOf: PlaceOf;
}

type Parsed = ParsedSuite | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

function readFile({ root }: PlanTree, locate: Locator): Parsed {
  const parsed = parseTree({ root, locate }, suiteSchema, undefined);
  if (parsed.kind === "invalid") return parsed;
  const { seedOffset, workflow = null, assertions, golden, plan } = parsed.value;
  return { kind: "parsed", suite: { seedOffset, workflow, assertions, golden }, plan, at: ["plan"], placeOf: parsed.placeOf };
}

function readBarePlan({ root }: PlanTree, locate: Locator): Parsed {
  const parsed = parseTree({ root, locate }, planSchema, undefined);
  if (parsed.kind === "invalid") return parsed;
  const suite = { seedOffset: 0, workflow: null, assertions: [], golden: { ignorePaths: [], redact: [] } };
  return { kind: "parsed", suite, plan: parsed.value, at: [], placeOf: parsed.placeOf };
}

function readScenes({ scenes }: PlanTree, locate: Locator) {
  const stories = new Map<string, Story>();
  const problems: Problem[] = [];
  for (const [name, root] of scenes) {
    const reading = readSceneTree({ root, locate });
    if (reading.kind === "invalid") problems.push(...reading.problems);
    else stories.set(name, openScene(reading.scene, { linesOf: reading.placeOf }));
  }
  return { stories, problems };
}

/** Every cell, in the order of the file: that of the parsed plan would put names that are numbers first. */
function listEntries({ root }: PlanTree, { plan, at, placeOf }: ParsedSuite, stories: ReadonlyMap<string, Story>): SuiteEntry[] {
  const planNode = at.reduce<SourceNode | undefined>((node, key) => node && findChild(node, key)?.node, root);
  return keysOf(planNode).flatMap((povKey) =>
    keysOf(planNode && findChild(planNode, povKey)?.node).flatMap((category) => {
      const cell = plan[povKey]?.[category];
      if (cell === undefined) return [];
      const place = placeOf([...at, povKey, category], "key");
      return [entryOf(cell, { povKey, category, place, story: stories.get(`${povKey}/${category}`) })];
    }),
  );
}

function keysOf(node: SourceNode | undefined): string[] {
  return node?.kind === "map" ? node.entries.map(({ key }) => key) : [];
}
