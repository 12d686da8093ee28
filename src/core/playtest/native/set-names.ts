import type { Scene, SceneAction } from "../scene/scene.ts";

/** Variables that actions can give another value. `clear` gives back the first one, so it is not among them. Source: SPEC.md NE16. */
export function listSetNames({ nodes }: Scene): string[] {
  return nodes.flatMap(({ do: entry, choices }) => [...entry, ...choices.flatMap((choice) => choice.do)].flatMap(namesSetBy));
}

function namesSetBy(action: SceneAction): readonly string[] {
  switch (action.type) {
    case "set":
    case "increment":
    case "decrement":
      return [action.key];
    case "roll":
    case "loot":
      return [action.into];
    case "battle":
      return [action.into, action.defender];
    case "clear":
    case "emit":
      return [];
  }
}
