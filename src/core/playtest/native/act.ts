import type { SceneAction } from "../scene/scene.ts";
import type { Machine, Target } from "./machine.ts";
import type { Variable } from "./variable.ts";

/** An action ready to be done. It stops the machine (`why`) where it cannot be. */
export type Act = (machine: Machine) => void;

/** What an action compiles with. */
export interface ActionScope {
  readonly variableOf: (name: string) => Variable;
  /** What the action is called, e.g. `do.0` or `board/do.1`. */
  readonly by: string;
}

/** An action of one type. */
export type ActionOf<T extends SceneAction["type"]> = Extract<SceneAction, { readonly type: T }>;

export function targetOf(name: string, { variableOf, by }: ActionScope): Target {
  return { variable: variableOf(name), by };
}
