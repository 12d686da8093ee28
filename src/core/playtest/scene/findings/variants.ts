import { applyWorldline } from "../apply-worldline.ts";
import type { Scene } from "../scene.ts";
import { findReach, type Reach } from "./reach.ts";

/** One way in which a scene can be played: in a worldline, as a pov, with what plays can reach then. */
export interface Variant {
  /** Null: the scene itself. */
  readonly worldline: string | null;
  /** Null: the scene lists no povs. */
  readonly pov: string | null;
  readonly scene: Scene;
  readonly reach: Reach;
}

/** Every way in which a scene can be played. */
export function listVariants(scene: Scene, starts: "scene" | "any"): Variant[] {
  const povs = scene.povs.length === 0 ? [null] : scene.povs;
  return [null, ...Object.keys(scene.worldlines)].flatMap((worldline) => {
    const applied = applyWorldline(scene, worldline);
    return povs.map((pov) => ({ worldline, pov, scene: applied, reach: findReach(applied, pov, starts) }));
  });
}

/** A variant as part of a sentence: `as `hush`, in worldline `low-tide`: `; empty where the scene has only one. */
export function wordVariant({ worldline, pov }: Variant): string {
  const words = [pov === null ? [] : [`as \`${pov}\``], worldline === null ? [] : [`in worldline \`${worldline}\``]].flat();
  return words.length === 0 ? "" : `${words.join(", ")}: `;
}
