import { judgeAssertions } from "../assert/check-assertions.ts";
import { heatOf, measureCoverage } from "../coverage/coverage.ts";
import type { Story } from "../story/story.ts";
import { deepenStops } from "./deepen.ts";
import type { Exploration, ExplorePlan } from "./explore-plan.ts";
import type { Watch } from "./explore-job.ts";
import { type ExploreFinding, FINDING_KINDS } from "./finding.ts";
import { guideWalks } from "./guide.ts";
import { beginLedger, type Ledger, noteGuided, noteGuidedRefusals, noteMap, noteSuspect } from "./ledger.ts";
import { findInMap } from "./map-findings.ts";
import { type Exploring, limitMap, mapStates } from "./map-states.ts";
import { findMissing } from "./missing-assets.ts";
import { judgeNeverTaken } from "./never-taken.ts";
import { listStarts, type PlayStart } from "./play-start.ts";
import { findUnreached } from "./unreached.ts";
import { openWitnessDesk } from "./witness.ts";

/** Plays in a row without anything new, after which a guided exploration stops. Guess; The Intercept had its last news after 1,001. */
const CALM_PLAYS = 500;
/** States that a guided exploration maps to prove what its plays did not meet. Guess: a second of work. */
const PROOF_STATES = 20_000;
/** Nodes that one walk enters at most; as one play does. */
const WALK_STEPS = 10_000;

/**
 * Explores a story, as rounds of jobs for whoever does them. Neither how many are done at once nor where changes the result.
 *
 * Codes: STORY_OPTION_UNKNOWN for a start that the story does not have. Source: SPEC.md.
 */
export function* planExploration(story: Story, plan: ExplorePlan): Exploring<Exploration> {
  const ledger = beginLedger();
  const starts = plan.starts ?? listStarts(story, plan.seed);
  for (const start of starts) yield* exploreStart(story, ledger, { start, plan, plays: Math.ceil(plan.plays / starts.length) });
  const isWhole = ledger.why === null;
  const { sorted, suspects } = judgeNeverTaken(story, ledger.tally, { ...ledger, isWhole, proven: plan.proven });
  const judged = yield* judgeAssertions(story, plan.assertions, { ...plan, maps: ledger.maps });
  const unreached = findUnreached(story.universe, ledger.tally, { isWhole, proven: plan.proven });
  for (const suspect of [...unreached, ...suspects, ...judged.suspects]) noteSuspect(ledger, suspect);
  return {
    complete: isWhole,
    why: ledger.why,
    starts,
    plays: ledger.plays,
    steps: ledger.steps,
    coverage: measureCoverage(story.universe, ledger.tally),
    neverTaken: sorted,
    findings: showFindings(story, plan, ledger),
    assertions: judged.results,
    heat: heatOf(ledger.tally),
  };
}

interface StartRequest {
  readonly start: PlayStart;
  readonly plan: ExplorePlan;
  readonly plays: number;
}

function* exploreStart(story: Story, ledger: Ledger, { start, plan, plays }: StartRequest): Exploring<void> {
  const watch: Watch = { conditions: [], assets: [...plan.missingAssets.keys()] };
  const isGuided = plan.policy === "guided";
  const guided = isGuided ? yield* guideWalks(start, watch, { plays, calmPlays: CALM_PLAYS, steps: WALK_STEPS }) : null;
  const states = isGuided ? Math.min(plan.states, PROOF_STATES) : plan.states;
  const map = yield* mapStates({ start, watch, from: null, limits: limitMap(states) });
  if (guided !== null) noteGuided(ledger, guided);
  noteMap(ledger, map, isGuided);
  if (guided !== null) noteGuidedRefusals(ledger, guided);
  for (const suspect of [...findInMap(map), ...findMissing(map, guided, plan.missingAssets)]) noteSuspect(ledger, suspect);
  if (guided === null || map.why === null) return;
  for (const suspect of yield* deepenStops(story, guided)) noteSuspect(ledger, suspect);
}

/** Findings in the order of their kinds, then as they were found, each with a play that shows it. */
function showFindings(story: Story, { storyFile }: ExplorePlan, { suspects }: Ledger): ExploreFinding[] {
  const desk = openWitnessDesk(story, storyFile);
  const sorted = [...suspects.values()].toSorted(
    (one, other) => FINDING_KINDS.indexOf(one.kind) - FINDING_KINDS.indexOf(other.kind),
  );
  return sorted.map(({ kind, where, why, path, node }) => {
    const witness = path === null ? null : desk.show(path, node, kind === "assertion_failed");
    return { kind, where, why, witness };
  });
}
