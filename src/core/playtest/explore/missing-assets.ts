import type { Suspect } from "./finding.ts";
import { type FoundPath, pathAlong, pathTo } from "./found-path.ts";
import type { Guided } from "./guided.ts";
import { pathOfTrail } from "./trail.ts";
import type { StateMap } from "./state-map.ts";

/** Assets that plays meet although what they name does not exist, each where it is met first. Source: SPEC.md EX17. */
export function findMissing(map: StateMap, guided: Guided | null, missing: ReadonlyMap<string, string>): Suspect[] {
  return [...missing].flatMap(([asset, why]): Suspect[] => {
    const found = meetInMap(map, asset) ?? meetInWalks(guided, asset);
    if (found === null) return [];
    const { path, node } = found;
    return [{ kind: "missing_asset", where: asset, why: `${why}; it is met on the way into \`${node}\``, path, node }];
  });
}

interface Meeting {
  readonly path: FoundPath;
  readonly node: string;
}

function meetInMap(map: StateMap, asset: string): Meeting | null {
  const met = map.assets.get(asset);
  if (met === undefined) return null;
  const state = met < 0 ? -1 - met : (map.ways.to[met] as number);
  const { node } = map.states[state] as StateMap["states"][number];
  return { path: met < 0 ? pathTo(map, state) : pathAlong(map, met), node };
}

function meetInWalks(guided: Guided | null, asset: string): Meeting | null {
  const met = guided?.assets.get(asset);
  return met === undefined ? null : { path: pathOfTrail(met.trail), node: met.node };
}
