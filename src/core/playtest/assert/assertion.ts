import { z } from "zod";
import { condition, value } from "../scene/condition.ts";

/** Plays of an `ending_share` where the author says nothing. Guess: a share is then known to about 3 points. */
const DEFAULT_PLAYS = 1000;

/** Guess: a million plays of an ordinary scene take seconds. */
const MAX_PLAYS = 1_000_000;

/** Which plays an assertion speaks of. */
const scope = {
  name: z.string().min(1).optional().describe("What reports call it; its own words otherwise"),
  story: z.string().min(1).optional().describe("The id of the one story it speaks of; every story of the suite otherwise"),
  povs: z
    .array(z.string().min(1))
    .default([])
    .describe("The povs it must hold for, each by itself; empty is every pov of the story"),
  worldline: z.string().min(1).optional().describe("The worldline it speaks of; the story as it stands otherwise"),
  variables: z.record(z.string(), value).default({}).describe("Start values it speaks of"),
};

/** A place that plays come to. */
const target = {
  node: z.string().min(1).optional().describe("A node that is entered"),
  ending: z.string().min(1).optional().describe("An ending that is reached"),
};

const share = z.number().min(0).max(1);

/**
 * A claim about all ways through a story, as an author writes it in a suite.
 *
 * Source: contracts, section 8.1 (suite file); SPEC.md PA rules.
 */
export const assertionSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("reachable").describe("Some play reaches it"), ...target, ...scope }),
    z.strictObject({
      type: z.literal("always_before").describe("No play reaches it without having passed `before`"),
      ...target,
      before: z.string().min(1).describe("The node that every play must have entered by then"),
      ...scope,
    }),
    z.strictObject({
      type: z.literal("never").describe("In no node of any play does this hold"),
      when: condition.describe("What must not hold once a node's own effects are done, e.g. `{ key: hp, op: lt, value: 0 }`"),
      ...scope,
    }),
    z.strictObject({
      type: z.literal("impossible_unless").describe("No play reaches it unless this holds"),
      ...target,
      choice: z
        .string()
        .regex(/^[^/]+\/.+$/)
        .optional()
        .describe("A choice that is taken, as `NODE/CHOICE`"),
      when: condition.describe("What must hold where it is entered from, or in it; for a choice, where it is taken"),
      ...scope,
    }),
    z.strictObject({
      type: z.literal("ending_share").describe("So many of all random plays reach the ending"),
      ending: z.string().min(1).describe("The ending"),
      min: share.default(0).describe("The least share of plays, from 0 to 1"),
      max: share.default(1).describe("The largest share of plays, from 0 to 1"),
      plays: z
        .int()
        .min(1)
        .max(MAX_PLAYS)
        .default(DEFAULT_PLAYS)
        .describe("How many random plays are counted, with seeds 0, 1, 2…"),
      ...scope,
    }),
  ])
  .superRefine((assertion, context) => {
    const problem = refuseAssertion(assertion);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

export type Assertion = z.infer<typeof assertionSchema>;

/** What becomes of an assertion. `unknown` is never a pass. */
export type AssertionOutcome = "holds" | "fails" | "unknown";

/** Why an assertion of the right shape still says nothing; null when it does. */
function refuseAssertion(assertion: Assertion): string | null {
  if (assertion.type === "ending_share") return assertion.min > assertion.max ? "`min` must not be above `max`" : null;
  if (assertion.type === "never") return null;
  const { node, ending } = assertion;
  const choice = assertion.type === "impossible_unless" ? assertion.choice : undefined;
  const named = [node, ending, choice].filter((place) => place !== undefined);
  if (named.length === 1) return null;
  return assertion.type === "impossible_unless" ? "name one of `node`, `ending` and `choice`" : "name one of `node` and `ending`";
}
