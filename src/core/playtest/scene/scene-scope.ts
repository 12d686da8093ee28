import type { Scene, SceneVariable } from "./scene.ts";

/** The names that a scene's parts may use. */
export interface SceneScope {
  readonly nodes: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, SceneVariable>;
  readonly assets: ReadonlySet<string>;
  readonly povs: ReadonlySet<string>;
  /** Null where the scene lists none: then every name is one. */
  readonly endings: ReadonlySet<string> | null;
}

export function scopeOf(scene: Scene): SceneScope {
  return {
    nodes: new Set(scene.nodes.map(({ id }) => id)),
    variables: new Map(Object.entries(scene.variables)),
    assets: new Set(Object.keys(scene.assets)),
    povs: new Set(scene.povs),
    endings: scene.endings.length === 0 ? null : new Set(scene.endings),
  };
}
