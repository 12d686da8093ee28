import type { Container } from "inkjs/engine/Container";
import { findChoices } from "./find-choices.ts";
import { findOnlyExit } from "./find-exits.ts";
import { findTags } from "./find-tags.ts";
import { findNodes, type InkNodes } from "./find-nodes.ts";
import type { InkMapping } from "./ink-mapping.ts";
import type { InkModel, ModelChoice } from "./ink-model.ts";
import { readTag } from "./read-tag.ts";
import { markCode } from "./mark-code.ts";
import { isAssignment, namedOnly } from "./ink-objects.ts";
import { DECLARATIONS, type InkProgram } from "./ink-program.ts";
import { nameItems } from "./ink-values.ts";

/** Makes a story ready for playing. */
export function buildModel(program: InkProgram, mapping: InkMapping): InkModel {
  const nodes = findNodes(program);
  const choices = placeConditions(program, nodes);
  markCode(program.root, nodes);
  return {
    program,
    mapping,
    tags: new Map(findTags(program.root).map(({ tag }) => [tag, readTag(tag)])),
    names: nameItems(program.lists),
    nodes: nodes.nodes,
    nodePlaces: new Map(nodes.nodes.map(({ id }, place) => [id, place])),
    variables: findVariables(program.root),
    choices,
    choicesByPoint: new Map(choices.map((choice) => [choice.point, choice])),
    choicesBySource: new Map(choices.map((choice) => [String(choice.point.path), choice])),
  };
}

function placeConditions(program: InkProgram, nodes: InkNodes): ModelChoice[] {
  let firstCondition = 0;
  return findChoices(program, nodes).map((choice) => {
    const { choiceTarget } = choice.point;
    const to = choiceTarget === null ? null : findOnlyExit(choiceTarget, nodes);
    const placed = { ...choice, nodeId: nodes.nodes[choice.node]?.id ?? "", firstCondition, to };
    firstCondition += choice.conjuncts.length;
    return placed;
  });
}

function findVariables(root: Container): string[] {
  const names: string[] = [];
  const declarations = namedOnly(root).find(({ name }) => name === DECLARATIONS);
  for (const object of declarations?.content ?? []) {
    if (isAssignment(object) && object.isGlobal && object.variableName !== null) names.push(object.variableName);
  }
  return names;
}
