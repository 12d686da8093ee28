import type { Digest } from "../../canonical/digest.ts";
import type { Moment, StepEffects } from "./moment.ts";
import type { Universe } from "./universe.ts";
import type { Values } from "./value.ts";

/**
 * A story that can be played: a scene of ours or an ink story. It never changes; each play of it is opened anew.
 * One contract suite holds for both kinds.
 */
export interface Story {
  readonly id: string;
  readonly kind: "scene" | "ink";
  readonly title: string | null;
  /** Of all that decides how it plays. Never part of a trace's digest: what was not visited has not changed the run. */
  readonly digest: Digest;
  /** None: any pov is a label, which changes nothing in how it plays. */
  readonly povs: readonly string[];
  /** Whose view is taken where nobody says; null when the story knows none. */
  readonly defaultPov: string | null;
  readonly worldlines: readonly string[];
  readonly promptPacks: readonly string[];
  readonly assets: Readonly<Record<string, StoryAsset>>;
  /** All that could be covered. */
  readonly universe: Universe;
  /**
   * Opens a play at the story's start.
   *
   * Codes: STORY_OPTION_UNKNOWN for a pov (where it has any), worldline, prompt pack or variable that it does not have, or a value
   * that the variable cannot hold.
   */
  open(options: PlayOptions): StoryPlay;
}

/** An asset that a story names. */
export interface StoryAsset {
  readonly kind: AssetKind;
  /** Relative to the project's folder; null when the story names no file. */
  readonly path: string | null;
  /** The project's spec that makes it; null when the story names none. */
  readonly spec: string | null;
}

/** Kinds of assets, in the plural as manifests list them. */
export const ASSET_KINDS = [
  "backgrounds",
  "music",
  "sfx",
  "voices",
  "sprites",
  "characters",
  "props",
  "effects",
  "animations",
  "cgs",
  "videos",
] as const;

export type AssetKind = (typeof ASSET_KINDS)[number];

/** How a story is opened. */
export interface PlayOptions {
  /** Null: the story's default. */
  readonly pov: string | null;
  /** Null: none, the story as it stands. */
  readonly worldline: string | null;
  /** Start values that stand over the story's and the worldline's. */
  readonly variables: Values;
  readonly promptPacks: readonly string[];
  /** One line, already mixed (`mixSeed`); each purpose draws from a stream of its own under it. */
  readonly seed: string;
  /** What moments tell: all of it, only what coverage counts (ids, tests, ends), or only offered choices and ends. */
  readonly detail: "all" | "coverage" | "bare";
  /** What comes out of draws, instead of what the seed's streams give. A story whose engine draws by itself does not ask. */
  readonly dice?: Dice | undefined;
  /** Variables whose values count in `liveKey` as if the story read them everywhere. */
  readonly watched?: readonly string[] | undefined;
}

/** Says which of the outcomes of one draw comes: a number from [0, outcomes - 1], in the order in which a `Draw` counts them. */
export type Dice = (outcomes: number) => number;

/** A play under way. It is the only thing here that changes; equal calls on equal plays give equal answers. */
export interface StoryPlay {
  /** Where the play stands. */
  readonly moment: Moment;
  /** Takes an offered choice by its place in `moment.offered` and goes on to the next moment; RangeError for no such place. */
  choose(index: number): StepEffects;
  /** Goes on from a moment of kind `goto`; assertion error from any other. */
  advance(): StepEffects;
  /** All variables now. */
  variables(): Values;
  /** The whole state, random streams included. Valid for every play that was opened on the same story with the same options, dice and seed apart. */
  snapshot(): StorySnapshot;
  /** Puts the play where the snapshot was taken; `moment` is then equal to what it was there. */
  restore(snapshot: StorySnapshot): void;
  /** Equal only where everything that can still happen, to watched variables too, is equal: what exploration takes for the same place. */
  liveKey(): string;
}

/** The state of a play as plain JSON data; only its own story reads it. */
export type StorySnapshot = unknown;
