import type { PlaceOf } from "../../authored/parse-tree.ts";
import { digestOf, type Digest } from "../../canonical/digest.ts";
import { applyWorldline } from "../scene/apply-worldline.ts";
import type { Scene } from "../scene/scene.ts";
import type { Story, StoryAsset } from "../story/story.ts";
import { openLiveMaps } from "./live-key.ts";
import { NativePlay, type OpenedProgram } from "./native-play.ts";
import { checkOptions, startValues } from "./open-options.ts";
import { compileProgram, type Program } from "./program.ts";
import { universeOf, type SceneUniverse, type Variant } from "./universe-of.ts";

/**
 * Opens a scene for playing.
 *
 * @param scene  One that `readScene` accepted.
 * @param options.linesOf  `placeOf` of the same reading: where things stand in the file; without it no line is known.
 * Source: SPEC.md.
 */
export function openScene(scene: Scene, options: { readonly linesOf?: PlaceOf } = {}): Story {
  const offers = { id: scene.id, povs: scene.povs, worldlines: Object.keys(scene.worldlines), promptPacks: scene.promptPacks };
  const views = openViews(scene, options.linesOf);
  const defaultPov = scene.defaultPov ?? scene.povs[0] ?? null;
  let digest: Digest | undefined;
  return {
    ...offers,
    kind: "scene",
    title: scene.title ?? null,
    defaultPov,
    assets: listAssets(scene),
    get digest() {
      return (digest ??= digestOf(scene));
    },
    get universe() {
      return views.universe().universe;
    },
    open(play) {
      checkOptions(offers, play);
      // A label changes nothing in how a scene without povs plays.
      const pov = scene.povs.length === 0 ? null : (play.pov ?? defaultPov);
      const opened = views.programOf(pov, play.worldline);
      const values = startValues(scene.id, opened.program.variables, play.variables);
      const { seed, detail, dice = null, watched = [] } = play;
      return new NativePlay(opened, { values, seed, detail, dice, watched });
    },
  };
}

function listAssets(scene: Scene): Record<string, StoryAsset> {
  const assets = Object.entries(scene.assets);
  return Object.fromEntries(assets.map(([id, { kind, path, spec }]) => [id, { kind, path: path ?? null, spec: spec ?? null }]));
}

/** What a scene's plays share, each worked out when it is first asked for. */
interface Views {
  universe(): SceneUniverse;
  programOf(pov: string | null, worldline: string | null): OpenedProgram;
}

function openViews(scene: Scene, linesOf: PlaceOf | undefined): Views {
  const programs = new Map<string, OpenedProgram>();
  let known: SceneUniverse | undefined;
  const universe = (): SceneUniverse => (known ??= universeOf(scene, variantsOf(scene), linesOf));
  return {
    universe,
    programOf(pov, worldline) {
      const name = `${pov ?? ""}/${worldline ?? ""}`;
      let opened = programs.get(name);
      if (opened === undefined) {
        const program = compileProgram(applyWorldline(scene, worldline), { pov, indexOf: universe().indexOf });
        opened = { program, liveMaps: openLiveMaps(program, name), ...stillPlaces(program) };
        programs.set(name, opened);
      }
      return opened;
    },
  };
}

/** Nothing is remembered yet. */
function stillPlaces({ nodes }: Program): Pick<OpenedProgram, "still" | "bare"> {
  const places = (): undefined[] => nodes.map(() => undefined);
  return { still: { all: places(), coverage: places(), bare: places() }, bare: places() };
}

/** The scene as it stands, then in each worldline. */
function variantsOf(scene: Scene): Variant[] {
  return [null, ...Object.keys(scene.worldlines)].map((worldline) => ({ worldline, scene: applyWorldline(scene, worldline) }));
}
