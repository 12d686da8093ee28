import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { InkObject } from "inkjs/engine/Object";
import type { Story } from "inkjs/engine/Story";
import type { ModelChoice } from "./ink-model.ts";
import { textOf } from "./ink-objects.ts";
import type { ItemNames } from "./ink-values.ts";
import type { JournalEntry } from "./journal.ts";
import { findFailed, judgeConjuncts } from "./judge-conjuncts.ts";

/** What there is to tell of a choice that is offered: its condition held, every part of it. */
export function tellOffer({ conjuncts, firstCondition }: ModelChoice): JournalEntry[] {
  return conjuncts.map((_, part) => ({ kind: "test", test: 2 * (firstCondition + part) + 1 }));
}

/** A choice that was refused, and what the engine had computed for it. */
export interface RefusedChoice {
  readonly choice: ModelChoice;
  /** The evaluation stack before the engine took the choice from it. */
  readonly stack: readonly InkObject[];
  readonly story: Story;
  readonly names: ItemNames;
}

/** What there is to tell of a choice that is not offered: for its condition, else because it was taken before. */
export function tellRefusal({ choice, stack, story, names }: RefusedChoice): JournalEntry[] {
  const { point, conjuncts, firstCondition } = choice;
  const text = textOfChoice(point, stack);
  const condition = stack.at(-1);
  if (!point.hasCondition || (condition !== undefined && story.IsTruthy(condition))) {
    return [...tellOffer(choice), { kind: "refused", choice, text, failed: { kind: "once" } }];
  }
  const held = judgeConjuncts(conjuncts, story);
  const tests = held.flatMap((holds, part): JournalEntry[] =>
    holds === null ? [] : [{ kind: "test", test: 2 * (firstCondition + part) + Number(holds) }],
  );
  return [...tests, { kind: "refused", choice, text, failed: findFailed(conjuncts, held, { story, names }) }];
}

/** The texts are made before the choice is looked at: the last made stands on top, the condition above all. */
function textOfChoice(point: ChoicePoint, stack: readonly InkObject[]): string {
  const texts = stack.slice(0, point.hasCondition ? -1 : undefined).flatMap((object) => textOf(object) ?? []);
  const blocks = Number(point.hasStartContent) + Number(point.hasChoiceOnlyContent);
  return blocks === 0 ? "" : texts.slice(-blocks).join("").trim();
}
