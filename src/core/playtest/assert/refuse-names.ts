import { suggest } from "../../authored/nearest.ts";
import { TouchstoneError } from "../../errors.ts";
import { openStart } from "../explore/play-start.ts";
import { choiceKey } from "../explore/state-map.ts";
import { leavesOf, readCondition } from "../native/condition-tree.ts";
import type { Story } from "../story/story.ts";
import type { Assertion } from "./assertion.ts";

/** Why an assertion cannot be judged for a story: it names what the story does not have. Null when all is there. */
export function refuseNames(story: Story, assertion: Assertion): string | null {
  const { nodes, endings, choices } = story.universe;
  const named: readonly Named[] = [
    { kind: "pov", names: assertion.povs, known: story.povs.length === 0 ? assertion.povs : story.povs },
    { kind: "worldline", names: listOf(assertion.worldline), known: story.worldlines },
    { kind: "node", names: nodesIn(assertion), known: nodes.map(({ id }) => id) },
    { kind: "ending", names: "ending" in assertion ? listOf(assertion.ending) : [], known: endings.map(({ id }) => id) },
    { kind: "choice", names: "choice" in assertion ? listOf(assertion.choice) : [], known: choices.map(keyOf) },
  ];
  for (const each of named) {
    const refused = refuseOf(story, each);
    if (refused !== null) return refused;
  }
  return refuseVariables(story, assertion);
}

interface Named {
  readonly kind: string;
  readonly names: readonly string[];
  readonly known: readonly string[];
}

function listOf(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

function nodesIn(assertion: Assertion): readonly string[] {
  const target = "node" in assertion ? listOf(assertion.node) : [];
  return assertion.type === "always_before" ? [...target, assertion.before] : target;
}

function keyOf({ node, id }: { readonly node: string; readonly id: string }): string {
  return choiceKey(node, id);
}

function refuseOf(story: Story, { kind, names, known }: Named): string | null {
  const stranger = names.find((name) => !known.includes(name));
  return stranger === undefined ? null : `\`${story.id}\` has no ${kind} \`${stranger}\`${suggest(stranger, known)}`;
}

/** Start values are tried; what a condition looks at must be a variable. */
function refuseVariables(story: Story, assertion: Assertion): string | null {
  const { worldline = null, variables } = assertion;
  try {
    const known = Object.keys(openStart(story, { pov: null, worldline, variables, seed: 0 }).variables());
    const names = "when" in assertion ? leavesOf(readCondition(assertion.when)).map(({ key }) => key) : [];
    return refuseOf(story, { kind: "variable", names, known });
  } catch (error) {
    if (error instanceof TouchstoneError) return error.message;
    throw error;
  }
}
