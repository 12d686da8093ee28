import type { Tally } from "../coverage/tally.ts";
import { choiceKey } from "./state-map.ts";
import type { Story } from "../story/story.ts";
import type { UniverseChoice } from "../story/universe.ts";
import { type Suspect, wordFailure } from "./finding.ts";
import { openWithInput } from "./open-with-input.ts";
import type { RefusalFact } from "./reasons.ts";

/** Choices that no play took, as `NODE/CHOICE`, by what is known of why. Each is in one list, in the story's order. */
export interface NeverTaken {
  /** Proven: no play from the starts that were explored is ever offered it. */
  readonly dead: readonly string[];
  /** It is gated on a variable that nothing in the story sets; a start value opens it. */
  readonly needsInput: readonly string[];
  /** Not proven dead; its node was left with nothing because once-only choices were used up. */
  readonly ranDry: readonly string[];
  /** Not reached, and nothing more is known. */
  readonly notReached: readonly string[];
}

/** What exploring learned about choices that were refused. */
export interface RefusalFacts {
  /** By `NODE/CHOICE`. */
  readonly refused: ReadonlyMap<string, RefusalFact>;
  readonly changed: ReadonlySet<string>;
  /** Nodes at which once-only choices ran out. */
  readonly dry: ReadonlySet<string>;
  /** Everything that plays can reach was gone through. */
  readonly isWhole: boolean;
  /** What was proven without playing, by `NODE/CHOICE` or node: why nobody can take it or reach it. */
  readonly proven: ReadonlyMap<string, string>;
}

/** Sorts the choices that nobody took, and says why of each that is dead or needs input. Source: SPEC.md CV5-CV8. */
export function judgeNeverTaken(story: Story, tally: Tally, facts: RefusalFacts): { sorted: NeverTaken; suspects: Suspect[] } {
  const sorted = { dead: [] as string[], needsInput: [] as string[], ranDry: [] as string[], notReached: [] as string[] };
  const suspects: Suspect[] = [];
  for (const choice of story.universe.choices) {
    const key = choiceKey(choice.node, choice.id);
    if (tally.choices.has(key)) continue;
    const { list, suspect } = judgeChoice(story, choice, { tally, facts });
    sorted[list].push(key);
    if (suspect !== null) suspects.push(suspect);
  }
  return { sorted, suspects };
}

interface Judged {
  readonly list: keyof NeverTaken;
  readonly suspect: Suspect | null;
}

function judgeChoice(story: Story, choice: UniverseChoice, met: { readonly tally: Tally; readonly facts: RefusalFacts }): Judged {
  const { tally, facts } = met;
  const { node } = choice;
  const where = choiceKey(node, choice.id);
  const fact = facts.refused.get(where);
  const opened =
    fact === undefined ? null : openWithInput(story, choice, { fact, isInput: (name) => isInput(story, facts, name) });
  if (opened !== null) {
    return { list: "needsInput", suspect: { kind: "needs_input", where, why: opened.why, path: opened.path, node: opened.node } };
  }
  const proof = facts.proven.get(where) ?? facts.proven.get(node);
  if (facts.isWhole || proof !== undefined) {
    const why = proof ?? wordRefusals(node, fact);
    const isTold = tally.nodes.has(node) || facts.proven.has(where);
    return { list: "dead", suspect: isTold ? { kind: "dead_choice", where, why, path: fact?.path ?? null, node } : null };
  }
  return { list: facts.dry.has(node) && fact !== undefined ? "ranDry" : "notReached", suspect: null };
}

/** Whether only a start value can give a variable another value: the story says so, or everything was gone through. */
function isInput({ universe }: Story, { isWhole, changed }: RefusalFacts, name: string): boolean {
  return universe.inputs?.includes(name) ?? (isWhole && !changed.has(name));
}

function wordRefusals(node: string, fact: RefusalFact | undefined): string {
  if (fact === undefined) return `\`${node}\` never offers it, whatever happens`;
  const reasons = fact.refusals.map(({ failed }) => wordFailure(failed));
  return `it is refused whenever \`${node}\` is entered: ${reasons.join("; or ")}`;
}
