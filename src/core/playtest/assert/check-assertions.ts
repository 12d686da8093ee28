import { openDesk } from "../explore/desk.ts";
import { guideWalks } from "../explore/guide.ts";
import type { Guided } from "../explore/guided.ts";
import type { Suspect } from "../explore/finding.ts";
import { type Exploring, limitMap, mapStates } from "../explore/map-states.ts";
import type { PlayStart } from "../explore/play-start.ts";
import { runExploring } from "../explore/run-exploring.ts";
import type { StateMap } from "../explore/state-map.ts";
import { openWitnessDesk, type WitnessDesk } from "../explore/witness.ts";
import type { Condition } from "../scene/condition.ts";
import type { Story } from "../story/story.ts";
import type { Assertion } from "./assertion.ts";
import { judgeMap } from "./judge-map.ts";
import { judgeWalks } from "./judge-walks.ts";
import { judgeShare } from "./judge-share.ts";
import { type AssertionResult, gravest, unknown, type Verdict } from "./judged.ts";
import { refuseNames } from "./refuse-names.ts";
import { wordAssertion } from "./word-assertion.ts";

/** Where a map is not whole, walks look for a play that shows or breaks a claim. Guess: a second or two of work. */
const WALK_LIMITS = { plays: 2000, calmPlays: 500, steps: 10_000 };

/** How assertions are judged. */
export interface AssertionPlan {
  /** Of what only some seeds decide: draws that cannot be handed in. */
  readonly seed: number;
  /** Most states to be mapped per start. */
  readonly states: number;
  /** As witnesses' commands name the story; null where it is no file. */
  readonly storyFile: string | null;
}

/**
 * Judges assertions of a story here and now; those of other stories are left out.
 *
 * @returns one result each, in their order. `unknown` is never a pass. Source: SPEC.md PA1-PA9.
 */
export function checkAssertions(story: Story, assertions: readonly Assertion[], plan: AssertionPlan): readonly AssertionResult[] {
  return runExploring(judgeAssertions(story, assertions, { ...plan, maps: new Map() }), openDesk(story)).results;
}

interface Judging extends AssertionPlan {
  /** Maps that are there already, by what their starts are. */
  readonly maps: ReadonlyMap<string, StateMap>;
}

/** Judging as rounds of jobs; `suspects` are the failures, with where they were met. */
export function* judgeAssertions(story: Story, assertions: readonly Assertion[], judging: Judging): Exploring<Judged> {
  const mine = assertions.filter((assertion) => assertion.story === undefined || assertion.story === story.id);
  const maps = new Map(judging.maps);
  const walks = new Map<string, Guided>();
  const desk = openWitnessDesk(story, judging.storyFile);
  const judged: Judged = { results: [], suspects: [] };
  for (const assertion of mine) {
    const refused = refuseNames(story, assertion);
    const verdict = refused === null ? yield* judgeAll(story, assertion, { ...judging, maps, walks, mine }) : unknown(refused);
    noteVerdict(judged, { assertion, verdict, desk });
  }
  return judged;
}

interface Judged {
  readonly results: AssertionResult[];
  readonly suspects: Suspect[];
}

interface Noting {
  readonly assertion: Assertion;
  readonly verdict: Verdict;
  readonly desk: WitnessDesk;
}

function noteVerdict({ results, suspects }: Judged, { assertion, verdict, desk }: Noting): void {
  const { outcome, why, path, node } = verdict;
  const words = wordAssertion(assertion);
  results.push({ assertion: words, outcome, why, witness: path === null ? null : desk.show(path, node, true) });
  if (outcome === "fails") suspects.push({ kind: "assertion_failed", where: words, why, path, node });
}

interface Context extends Judging {
  readonly maps: Map<string, StateMap>;
  readonly walks: Map<string, Guided>;
  /** All assertions of the story: those that watch the same plays are watched together. */
  readonly mine: readonly Assertion[];
}

/** Judges an assertion for every pov it speaks of. */
function* judgeAll(story: Story, assertion: Assertion, context: Context): Exploring<Verdict> {
  const { worldline = null, variables } = assertion;
  const povs = assertion.povs.length > 0 ? assertion.povs : story.povs.length > 0 ? story.povs : [story.defaultPov];
  const verdicts: Verdict[] = [];
  for (const pov of povs) {
    const start = { pov, worldline, variables, seed: context.seed };
    verdicts.push(yield* judgeStart(story, assertion, { start, context }));
  }
  return gravest(verdicts);
}

function* judgeStart(
  story: Story,
  assertion: Assertion,
  { start, context }: { readonly start: PlayStart; readonly context: Context },
): Exploring<Verdict> {
  const { maps, walks, mine, states } = context;
  if (assertion.type === "ending_share") return yield* judgeShare(assertion, start);
  const watched = "when" in assertion ? mine.filter((other) => "when" in other && isOfSamePlays(other, assertion)) : [];
  const conditions = watched.flatMap((other): readonly Condition[] => ("when" in other ? [other.when] : []));
  const name = conditions.length === 0 ? JSON.stringify(start) : JSON.stringify([start, conditions]);
  const map =
    maps.get(name) ?? (yield* mapStates({ start, watch: { conditions, assets: [] }, from: null, limits: limitMap(states) }));
  maps.set(name, map);
  const verdict = judgeMap(assertion, map, watched.indexOf(assertion));
  if (verdict.outcome !== "unknown" || map.why === null) return verdict;
  const guided = walks.get(name) ?? (yield* guideWalks(start, { conditions, assets: [] }, WALK_LIMITS));
  walks.set(name, guided);
  return judgeWalks(story, assertion, { guided, condition: watched.indexOf(assertion) }) ?? verdict;
}

function isOfSamePlays(one: Assertion, other: Assertion): boolean {
  return JSON.stringify([one.worldline, one.variables]) === JSON.stringify([other.worldline, other.variables]);
}
