import { z } from "zod";
import { CAUSE_KINDS } from "../../../core/playtest/diff/cause-kinds.ts";

const Kind = z.enum(CAUSE_KINDS);

const Step = z.number().nullable();
const Pair = z
  .strictObject({ expected: Step, actual: Step })
  .describe("A step of the golden and the one of the play that stands for it; null for none");

const Cause = z
  .strictObject({
    kind: Kind,
    step: Step.describe("Where it shows"),
    message: z.string().describe("e.g. `step 7 choice id changed`"),
    folded: z.number().describe("How many further differences it explains"),
    key: z.string().describe("Equal for the same change seen in another trace"),
    expected: z.unknown().describe("What stood there before"),
    actual: z.unknown().describe("What stands there now"),
    detail: z.string().nullable().describe("The rest of the story"),
  })
  .describe("Why a play goes another way than its golden");

const GoldenCell = {
  golden: z.string().describe("Path inside the folder of goldens"),
  suite: z.string().nullable(),
  pov: z.string().nullable(),
  category: z.string(),
  case: z.string().describe("The story's id, and the seed where the suite gives one"),
};

const Play = z.string().describe("Digest of the play as it was shown; accepting takes it as `seen`");

export const GoldenReportValue = z
  .strictObject({
    ok: z.boolean().describe("Everything is as it was"),
    changed: z.array(z.strictObject({ ...GoldenCell, causes: z.array(Cause), firstDivergence: Pair.nullable(), play: Play })),
    missing: z
      .array(z.strictObject({ ...GoldenCell, renamedFrom: z.string().nullable(), play: Play }))
      .describe("Plays without a golden"),
    obsolete: z
      .array(z.strictObject({ golden: z.string(), renamedTo: z.string().nullable() }))
      .describe("Goldens that no play stands for"),
    damaged: z.array(z.strictObject({ golden: z.string(), message: z.string(), line: z.number().nullable(), play: Play })),
    unchanged: z.number(),
    groups: z
      .array(
        z.strictObject({
          key: z.string(),
          kind: Kind,
          message: z.string(),
          detail: z.string().nullable(),
          count: z.number().describe("In how many goldens it was met"),
          traces: z.array(z.string()),
        }),
      )
      .describe("Causes of all changes; the one that moved most first"),
    warnings: z.array(z.string()),
  })
  .describe("How plays stand beside their goldens");

export const GoldenDiffValue = z.strictObject({
  golden: z.string(),
  expected: z.string().nullable().describe("The golden's text; null where it is missing or cannot be read"),
  actual: z.string().describe("The play as it goes now, as the lines of its trace"),
  play: Play,
  diff: z
    .strictObject({
      equal: z.boolean(),
      causes: z.array(Cause),
      firstDivergence: Pair.nullable(),
      pairs: z.array(Pair).describe("Every step of both, in order"),
      warnings: z.array(z.string()),
    })
    .nullable()
    .describe("Null where one of both is no whole trace"),
});

export const GoldenAcceptedValue = z.strictObject({
  written: z.array(z.string()).describe("Goldens that are now as the stories play"),
  partly: z.array(z.string()).describe("Changed by a cause that was accepted, and by another one that was not"),
  moved: z.array(z.string()).describe("Played another way now than when they were shown; they stay"),
  logs: z.array(z.string()).describe("Logs that were written anew; only recording does"),
  report: GoldenReportValue,
});

export const GoldenPrunedValue = z.strictObject({ removed: z.array(z.string()) });
