import { listNames } from "../../authored/wording.ts";
import { digestOf } from "../../canonical/digest.ts";
import type { Moment } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import type { Policy, PolicyRun, PolicyStop } from "./policy.ts";

/**
 * Takes the choices of a list, by their ids and in order, and then leaves the way to another policy: how a play is
 * begun at a place that was found before.
 *
 * @param ids  At least one. Where the next one is not offered the play stops, and says what was.
 * Source: SPEC.md PP5.
 */
export function listedPolicy(ids: readonly string[], then: Policy): Policy {
  const script = digestOf({ choices: ids, after: { name: then.name, script: then.script } });
  return { name: `choices+${then.name}`, script, listens: then.listens, open: (seed) => openListed(ids, then.open(seed)) };
}

function openListed(ids: readonly string[], after: PolicyRun): PolicyRun {
  let taken = 0;
  return {
    choose(moment: Moment, play: StoryPlay): number | PolicyStop {
      const id = ids[taken];
      if (id === undefined) return after.choose(moment, play);
      const place = moment.offered.findIndex((option) => option.id === id);
      if (place === -1) return { outcome: "error", why: refusal(moment, id) };
      taken += 1;
      return place;
    },
    enter: (moment) => after.enter(moment),
    finish: (end, play) => after.finish(end, play),
    get drawn() {
      return after.drawn;
    },
    get progress() {
      return taken < ids.length ? -1 - taken : after.progress;
    },
    get mismatches() {
      return after.mismatches;
    },
  };
}

function refusal({ node, offered }: Moment, id: string): string {
  const names = listNames(offered.map((option) => option.id));
  return `choice \`${id}\` is not offered at \`${node}\`: ${names} ${offered.length === 1 ? "is" : "are"}`;
}
