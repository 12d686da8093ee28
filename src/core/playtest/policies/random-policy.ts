import { openStream, type RandomStream } from "../../canonical/random.ts";
import type { Option } from "../story/moment.ts";
import type { Policy } from "./policy.ts";

/**
 * Takes choices at random, each as often as its weight says beside the others. Where one choice is offered, nothing is
 * drawn; a weight of 0 is never taken, unless all are 0: then all are alike.
 *
 * Source: SPEC.md PP2-PP4.
 */
export const randomPolicy: Policy = {
  name: "random",
  script: null,
  listens: false,
  open(seed) {
    const stream = openStream(seed, "policy");
    const run = { drawn: 0, progress: 0, mismatches: [], choose, enter() {}, finish() {} };
    function choose({ offered }: { readonly offered: readonly Option[] }): number {
      if (offered.length === 1) return 0;
      run.drawn += 1;
      return drawByWeight(offered, stream);
    }
    return run;
  },
};

/** How finely weights are told apart: a draw is one of this many places of their sum. */
const PLACES = 2 ** 32;

function drawByWeight(offered: readonly Option[], stream: RandomStream): number {
  let total = 0;
  let isEven = true;
  for (const option of offered) {
    total += option.weight;
    if (option.weight !== offered[0]?.weight) isEven = false;
  }
  // Equal weights need no arithmetic with fractions, and all at 0 are equal too.
  if (isEven) return stream.nextBelow(offered.length);
  const drawn = (stream.nextUint32() / PLACES) * total;
  return findPlace(offered, drawn);
}

/** The choice within whose share of the sum `drawn` lies; rounding at the upper end never leads past the last that has one. */
function findPlace(offered: readonly Option[], drawn: number): number {
  let reached = 0;
  let last = 0;
  for (const [place, { weight }] of offered.entries()) {
    if (weight === 0) continue;
    reached += weight;
    last = place;
    if (drawn < reached) return place;
  }
  return last;
}
