import { openStream } from "../../src/core/canonical/random.ts";
import { ORDINARY, plainNodes } from "./ordinary-scene.ts";

const MOST_CHOICES = 3;

/** The ordinary story laid out in arrays of numbers, by node or by choice. */
interface BareStory {
  readonly counts: Int32Array;
  readonly choices: Int32Array;
  readonly to: Int32Array;
  readonly needs: Int32Array;
  readonly atLeast: Int32Array;
  readonly sets: Int32Array;
  readonly value: Int32Array;
}

/**
 * The floor of playing untraced: a loop written by hand for this one story. It takes the same random choices from the same
 * generator, and knows nothing of texts, types, limits, reasons or snapshots.
 */
export function openBareLoop(): (steps: number) => number {
  const story = layOut();
  return (steps) => {
    const stream = openStream("bare", "policy");
    const values = new Int32Array(ORDINARY.variables);
    const offered = new Int32Array(MOST_CHOICES);
    let node = 0;
    for (let step = 0; step < steps; step += 1) {
      const counted = story.counts[node]!;
      if (counted >= 0 && values[counted]! < ORDINARY.most) values[counted]! += 1;
      let count = 0;
      for (let place = 0; place < story.choices[node]!; place += 1) {
        const choice = node * MOST_CHOICES + place;
        const needed = story.needs[choice]!;
        if (needed < 0 || values[needed]! >= story.atLeast[choice]!) offered[count++] = choice;
      }
      const taken = offered[count === 1 ? 0 : stream.nextBelow(count)]!;
      if (story.sets[taken]! >= 0) values[story.sets[taken]!] = story.value[taken]!;
      node = story.to[taken]!;
    }
    return node;
  };
}

function layOut(): BareStory {
  const nodes = plainNodes(ORDINARY);
  const byChoice = (): Int32Array => new Int32Array(nodes.length * MOST_CHOICES);
  const story: BareStory = {
    counts: Int32Array.from(nodes, ({ counts }) => counts),
    choices: Int32Array.from(nodes, ({ choices }) => choices.length),
    to: byChoice(),
    needs: byChoice(),
    atLeast: byChoice(),
    sets: byChoice(),
    value: byChoice(),
  };
  for (const [node, { choices }] of nodes.entries()) {
    for (const [place, choice] of choices.entries()) {
      const at = node * MOST_CHOICES + place;
      for (const key of ["to", "needs", "atLeast", "sets", "value"] as const) story[key][at] = choice[key];
    }
  }
  return story;
}
