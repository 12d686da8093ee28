import type { GuidedMeeting, Guided } from "../explore/guided.ts";
import { ITEM } from "../explore/novelty.ts";
import { replayPath } from "../explore/replay-path.ts";
import { pathOfTrail } from "../explore/trail.ts";
import type { Story } from "../story/story.ts";
import type { Assertion } from "./assertion.ts";
import { fails, holds, type Verdict } from "./judged.ts";
import { wordTarget } from "./word-assertion.ts";

/**
 * What walks say of an assertion where not all plays were gone through: a play that shows it, or one that breaks it. Null
 * where they say nothing for certain.
 */
export function judgeWalks(
  story: Story,
  assertion: Assertion,
  walked: { readonly guided: Guided; readonly condition: number },
): Verdict | null {
  const { firsts } = walked.guided;
  if (assertion.type === "never") {
    const met = firsts.get(ITEM.holds(walked.condition));
    return met === undefined ? null : fails(`it holds in \`${met.node}\``, pathOfTrail(met.trail), met.node);
  }
  if (assertion.type !== "reachable" && assertion.type !== "always_before") return null;
  const { node, ending } = assertion;
  const met = firsts.get(node === undefined ? ITEM.ending(ending ?? "") : ITEM.node(node));
  if (met === undefined) return null;
  if (assertion.type === "reachable") return holds(`after ${met.trail.length} choices`);
  if (passes(story, met, assertion.before)) return null;
  return fails(`a play reaches ${wordTarget(assertion)} without \`${assertion.before}\``, pathOfTrail(met.trail), met.node);
}

function passes(story: Story, { trail, node }: GuidedMeeting, before: string): boolean {
  let isPassed = false;
  replayPath(story, pathOfTrail(trail), { node, onMoment: (moment) => void (isPassed ||= moment.node === before) });
  return isPassed;
}
