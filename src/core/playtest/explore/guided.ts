import { addCount, beginTally, type Tally } from "../coverage/tally.ts";
import type { Refusal } from "../story/moment.ts";
import type { StorySnapshot } from "../story/story.ts";
import type { Walked, WalkFind, WalkStop } from "./explore-job.ts";
import { isNews } from "./novelty.ts";
import { extendTrail, type Trail } from "./trail.ts";

/** What walks found out. */
export interface Guided {
  readonly tally: Tally;
  readonly plays: number;
  readonly steps: number;
  /** The shortest way found to each place where plays stop, by how and node. */
  readonly stops: ReadonlyMap<string, GuidedStop>;
  /** The first way found to each item that counts as something new. */
  readonly firsts: ReadonlyMap<string, GuidedMeeting>;
  /** The first refusal of choices never taken, by `NODE/CHOICE`. */
  readonly refused: ReadonlyMap<string, { readonly refusal: Refusal; readonly trail: Trail }>;
  readonly changed: ReadonlySet<string>;
  /** The shortest way found to a use of each watched asset. */
  readonly assets: ReadonlyMap<string, GuidedMeeting>;
  /** The story draws, and the walks had the outcomes of some seeds. */
  readonly isLucky: boolean;
}

/** Where something was met. */
export interface GuidedMeeting {
  readonly trail: Trail;
  readonly node: string;
}

export interface GuidedStop extends WalkStop {
  readonly trail: Trail;
}

/** Guess: states to go on from beyond these are much like others. */
const MAX_PLACES = 20_000;

/** What walks found out so far, and where to go on from. */
export interface Guide {
  readonly tally: Tally;
  readonly known: Set<string>;
  readonly places: GuidePlace[];
  readonly stops: Map<string, GuidedStop>;
  readonly firsts: Map<string, GuidedMeeting>;
  readonly refused: Map<string, { readonly refusal: Refusal; readonly trail: Trail }>;
  readonly changed: Set<string>;
  readonly assets: Map<string, GuidedMeeting>;
  plays: number;
  steps: number;
  calm: number;
  seeds: number;
  isLucky: boolean;
}

/** Somewhere to go on from. */
export interface GuidePlace {
  readonly trail: Trail;
  readonly snapshot: StorySnapshot;
  /** How often walks went on from here. */
  picks: number;
}

export function beginGuide(): Guide {
  return {
    tally: beginTally(),
    known: new Set(),
    places: [],
    stops: new Map(),
    firsts: new Map(),
    refused: new Map(),
    changed: new Set(),
    assets: new Map(),
    plays: 0,
    steps: 0,
    calm: 0,
    seeds: 0,
    isLucky: false,
  };
}

/** Takes one walk into account; `from` is the way to where it began. */
export function mergeWalk(guide: Guide, from: Trail, walked: Walked): void {
  guide.plays += 1;
  guide.steps += walked.steps;
  guide.isLucky ||= walked.isLucky;
  const trailTo = (at: number): Trail => extendTrail(from, walked.choices, at);
  for (const [node, count] of walked.visits) addCount(guide.tally.nodes, node, count);
  for (const [choice, count] of walked.taken) addCount(guide.tally.choices, choice, count);
  for (const name of walked.changed) guide.changed.add(name);
  for (const [key, { refusal, at }] of walked.refused) {
    if (!guide.refused.has(key)) guide.refused.set(key, { refusal, trail: trailTo(at) });
  }
  for (const [asset, { node, at }] of walked.assets) keepShorter(guide.assets, asset, { trail: trailTo(at), node });
  let hasNews = mergeStop(guide, { ...walked.stop, trail: trailTo(walked.choices.length) });
  for (const found of walked.finds) if (mergeFind(guide, found, trailTo(found.at))) hasNews = true;
  guide.calm = hasNews ? 0 : guide.calm + 1;
}

/** @returns whether there was something among it that counts as new. */
function mergeFind(guide: Guide, { items, snapshot }: WalkFind, trail: Trail): boolean {
  const fresh = items.filter(({ item }) => !guide.known.has(item));
  if (fresh.length === 0) return false;
  for (const { item, node } of fresh) {
    guide.known.add(item);
    if (isNews(item)) guide.firsts.set(item, { trail, node });
    if (item.startsWith("test ")) guide.tally.tests.add(Number(item.slice("test ".length)));
  }
  if (snapshot !== null && guide.places.length < MAX_PLACES) guide.places.push({ trail, snapshot, picks: 0 });
  return fresh.some(({ item }) => isNews(item));
}

/** @returns whether nothing had stopped there in that way. */
function mergeStop(guide: Guide, stop: GuidedStop): boolean {
  const { how, node, why } = stop;
  if (how === "ended" && why !== "") guide.tally.endings.add(why);
  if (how === "cut") {
    keepCut(guide, stop);
    return false;
  }
  const key = `${how} ${node}`;
  const known = guide.stops.get(key);
  if (known === undefined || stop.trail.length < known.trail.length) guide.stops.set(key, stop);
  return known === undefined;
}

/** Guess: walks that were cut at one node differ in whether an end could still be reached, but not in many ways. */
const CUTS_PER_NODE = 4;

function keepCut({ stops }: Guide, stop: GuidedStop): void {
  const keys = Array.from({ length: CUTS_PER_NODE }, (_, index) => `cut ${stop.node} ${index}`);
  const free = keys.find((key) => !stops.has(key));
  if (free !== undefined) stops.set(free, stop);
}

function keepShorter(meetings: Map<string, GuidedMeeting>, key: string, meeting: GuidedMeeting): void {
  const known = meetings.get(key);
  if (known === undefined || meeting.trail.length < known.trail.length) meetings.set(key, meeting);
}
