import { compareCodeUnits } from "../../canonical/order.ts";
import { tomlKey, tomlLine, tomlList, tomlString } from "../toml-text.ts";
import type { PackageIndex, Truth } from "./truth.ts";

/** What uv knows the environment's own project by; the resolver's words name groups as `comfy-env:node-…`. */
export const PROJECT_NAME = "comfy-env";
/** It is never released. */
export const PROJECT_VERSION = "0";

const HEAD = "# Written by Touchstone as a whole. Change it with `touchstone env`: what is edited here is refused as damaged.";

/**
 * `pyproject.toml` of a generation, as uv 0.13 reads it. The same truth gives the same bytes, whatever the order of its sets.
 * Rules: ET1 to ET5.
 */
export function renderPyproject(truth: Truth): string {
  const tables = [
    [
      "[project]",
      tomlLine("name", PROJECT_NAME),
      tomlLine("version", PROJECT_VERSION),
      tomlLine("requires-python", truth.requiresPython),
      tomlList("dependencies", sorted(truth.core)),
    ],
    ["[dependency-groups]", ...sortedEntries(truth.groups).map(([group, needs]) => tomlList(group, sorted(needs)))],
    uvTable(truth),
    ...sourcesTable(truth),
    ...truth.indexes.map(indexTable),
  ];
  return `${[[HEAD], ...tables].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function uvTable({ environments, overrides, excludeNewer, sources, buildsAllowed }: Truth): string[] {
  const cooldown = excludeNewer === null ? [] : [tomlLine("exclude-newer", excludeNewer), ...exempt(Object.keys(sources))];
  return [
    "[tool.uv]",
    tomlLine("package", false),
    tomlLine("default-groups", "all"),
    tomlList("environments", environments),
    tomlList("override-dependencies", sorted(overrides)),
    ...cooldown,
    // Wheels only. A package that may be built has no wheels as far as uv is concerned: that is how uv spells the exception.
    tomlLine("no-build", true),
    tomlList("no-binary-package", sorted(buildsAllowed)),
  ];
}

/** An index that a person named for a few packages, as PyTorch's, does not say when a file came: a limit would leave nothing. */
function exempt(packages: readonly string[]): readonly string[] {
  if (packages.length === 0) return [];
  return [
    `exclude-newer-package = { ${sorted(packages)
      .map((name) => `${tomlKey(name)} = false`)
      .join(", ")} }`,
  ];
}

function sourcesTable({ sources }: Truth): string[][] {
  const lines = sortedEntries(sources).map(([name, index]) => `${tomlKey(name)} = { index = ${tomlString(index)} }`);
  return lines.length === 0 ? [] : [["[tool.uv.sources]", ...lines]];
}

/** The order of indexes is the order in which they are asked, so it stays. */
function indexTable(index: PackageIndex): string[] {
  return [
    "[[tool.uv.index]]",
    tomlLine("name", index.name),
    tomlLine("url", index.url),
    tomlLine("format", index.format),
    tomlLine("explicit", index.explicit),
    tomlLine("default", index.default),
  ];
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted(compareCodeUnits);
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).toSorted(([a], [b]) => compareCodeUnits(a, b));
}
