import { z } from "zod";
import { ASSET_KINDS } from "../../../core/playtest/story/story.ts";
import { GoldenReportValue } from "./golden.ts";
import { PlaceValue, ProblemValue } from "./values.ts";

const Outcome = z.enum(["ended", "dead_end", "loop", "budget", "error"]);

const Manifest = z
  .strictObject(Object.fromEntries(ASSET_KINDS.map((kind) => [kind, z.array(z.string()).exactOptional()])))
  .describe("Ids of assets met, by kind");

const Mismatch = z.strictObject({
  place: PlaceValue.describe("Where the script says so"),
  expected: z.string(),
  met: z.string(),
});

/** What `POST /api/playtest/run` answers. */
export const ScenePlayedValue = z
  .strictObject({
    ok: z.boolean().describe("It ended, or stopped as its script wanted, and nothing was met that the script did not expect"),
    outcome: Outcome,
    ending: z.string().nullable().describe("Null unless it ended, and where the story ends without a name"),
    why: z.string().nullable().describe("Why it stopped; null for `ended`"),
    steps: z.int().describe("Nodes entered"),
    digest: z.string().describe("Of all that decided how it went, and of how it went"),
    assets: Manifest,
    mismatches: z.array(Mismatch).describe("What a script expected and did not meet"),
    trace: z.looseObject({}).nullable().describe("The trace in the seed's shape; null where `form` is `lines`"),
    lines: z.string().nullable().describe("The trace as the lines of its file; null where `form` is `seed`"),
    file: z.string().nullable().describe("Where the trace is kept inside the project; null where it is not"),
  })
  .describe("How a play went");

const StoryFactsFields = {
  file: z.string().describe("Path inside the project"),
  id: z.string().nullable().describe("Null, like the rest, where `problems` keep it from being opened"),
  digest: z.string().nullable().describe("Changes with all that decides how it plays"),
  kind: z.enum(["scene", "ink"]).nullable(),
  title: z.string().nullable(),
  povs: z.array(z.string()),
  worldlines: z.array(z.string()),
  counts: z.strictObject({ nodes: z.number(), choices: z.number(), endings: z.number() }).nullable(),
  problems: z.array(ProblemValue),
};

const Share = z.strictObject({ covered: z.number(), total: z.number(), missing: z.array(z.string()) });

const CoverageValue = z.strictObject({
  nodes: Share,
  choices: Share,
  endings: Share,
  conditions: Share.nullable().describe("Both ways of each; null where they cannot be told apart"),
});

const FindingValue = z.strictObject({
  kind: z.string().describe("e.g. `dead_end`"),
  where: z.string().describe("The node, `NODE/CHOICE`, variable, asset or ending"),
  why: z.string(),
  place: PlaceValue.nullable(),
  command: z.string().nullable().describe("A command line that shows it"),
});

const ExploredValue = z
  .strictObject({
    run: z.string(),
    policy: z.enum(["exhaustive", "guided"]),
    complete: z.boolean().describe("Whether everything that can happen was seen"),
    plays: z.number(),
    steps: z.number(),
    coverage: CoverageValue,
    findings: z.array(FindingValue),
  })
  .nullable()
  .describe("What the last exploration on this server came to; null where there was none of the story as it is now");

const StoryValue = z.strictObject({ ...StoryFactsFields, explored: ExploredValue });

const CellFields = {
  golden: z.string().describe("Path of its golden inside the folder of goldens; names it among all cells"),
  suite: z.string().nullable(),
  pov: z.string().nullable(),
  category: z.string(),
  story: z.string().describe("The story's file as the suite names it; its id where it stands in the suite itself"),
};

const SuiteRunValue = z
  .strictObject({
    run: z.string(),
    ok: z.boolean(),
    cells: z.array(
      z.strictObject({
        ...CellFields,
        ok: z.boolean().describe("It ended, or stopped as its script wanted"),
        seed: z.number(),
        worldline: z.string().nullable(),
        outcome: Outcome,
        ending: z.string().nullable(),
        why: z.string().nullable(),
        node: z.string().describe("Where it stopped"),
        steps: z.number(),
        digest: z.string(),
        mismatches: z.array(Mismatch),
      }),
    ),
    assertions: z.array(
      z.strictObject({
        story: z.string().describe("The story's id"),
        assertion: z.string().describe("Its name, or what it says"),
        outcome: z.enum(["holds", "fails", "unknown"]).describe("What could not be decided is not called right"),
        why: z.string(),
        command: z.string().nullable().describe("A command line that shows the failure"),
      }),
    ),
  })
  .nullable()
  .describe("The last run on this server; null before one");

const SuiteValue = z.strictObject({
  file: z.string().describe("Path inside the project"),
  name: z.string().nullable().describe("Null where `problems` keep it from being read"),
  cells: z.array(z.strictObject(CellFields)),
  assertions: z.number().describe("How many there are"),
  problems: z.array(ProblemValue),
  last: SuiteRunValue,
});

const RunningValue = z.strictObject({
  run: z.string(),
  what: z.enum(["suite", "explore", "check"]),
  target: z.string().nullable().describe("The suite's or story's file; null for all"),
  progress: z
    .strictObject({
      done: z.number(),
      total: z.number().nullable().describe("Null where nobody knows"),
      unit: z.enum(["plays", "states", "goldens"]),
    })
    .nullable(),
});

export const PlaytestOverviewValue = z.strictObject({
  stories: z.array(StoryValue),
  suites: z.array(SuiteValue),
  golden: GoldenReportValue.nullable().describe("What the last check on this server found; null before one"),
  running: z.array(RunningValue),
});

const Counts = z.record(z.string(), z.number());

export const PlaytestStoryValue = z.strictObject({
  story: StoryValue,
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string().describe("Its first words"),
      type: z.string().nullable().describe("The author's own word for what it is, e.g. `battle`"),
      speaker: z.string().nullable(),
      ending: z.string().nullable(),
      line: z.number().nullable(),
      isStart: z.boolean(),
    }),
  ),
  edges: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string().nullable().describe("Null where only playing tells"),
      choice: z.string().nullable().describe("Null for a node that goes on by itself"),
      text: z.string(),
    }),
  ),
  findings: z.array(FindingValue).describe("What can be found without playing it"),
  heat: z.strictObject({ nodes: Counts, choices: Counts }).nullable().describe("How often the last exploration met everything"),
});

export const RunStartedValue = z.strictObject({ run: z.string().describe("Id of the run; events about it carry it") });
