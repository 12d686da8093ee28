import { z } from "zod";
import { Conflict } from "../../../core/env/conflict/conflict.ts";
import { InstalledPackage, PackageDiff } from "../../../core/env/generation/package-set.ts";
import { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import { ENV_LOOKS } from "../../../core/env/status/env-health.ts";
import { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { Tx } from "../../../core/env/tx/tx.ts";
import { EnvWorkValue } from "./live.ts";
import { ProblemValue } from "./values.ts";

export const EnvHealthValue = z.strictObject({
  ok: z.boolean().describe("False when something failed"),
  checks: z.array(
    z.strictObject({
      id: z.enum(ENV_LOOKS),
      outcome: z.enum(["ok", "warn", "fail", "unknown"]),
      detail: z.string().describe("What was found"),
      hint: z.string().nullable().describe("The way out"),
      items: z.array(z.string()).describe("What it is about, one by one"),
    }),
  ),
});

const PackageChange = z.strictObject({ name: z.string(), before: z.string(), after: z.string() });

export const EnvPlanValue = z.strictObject({
  base: z.number().describe("The generation that they start from"),
  plans: z.array(
    z.strictObject({
      nodeId: z.string(),
      action: z.enum(["add", "update"]),
      commit: z.string(),
      outcome: z.enum(["resolves", "conflict", "refused", "failed"]),
      requirements: z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) }),
      refused: z.array(z.string()).describe("Lines that are refused, with where they stand"),
      notes: z.array(z.string()),
      packages: z
        .strictObject({
          added: z.array(InstalledPackage),
          removed: z.array(InstalledPackage),
          changed: z.array(PackageChange),
        })
        .nullable()
        .describe("Null where it does not resolve"),
      core: z.array(z.string()).describe("Core packages that would move"),
      conflict: Conflict.nullable(),
      message: z.string().nullable().describe("Why it failed"),
    }),
  ),
});

/** What long work answers when it is asked for. */
export const EnvBegunValue = z.strictObject({
  work: z.string().describe("Its id: `env/work` and the stream tell how far it is"),
  state: z.enum(["running", "done"]),
});

const MovePlanValue = z
  .strictObject({
    from: z.number(),
    to: z.number().nullable().describe("Null: a generation that is built for it"),
    packages: PackageDiff.nullable().describe("Null: known when it is built"),
    nodes: z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()) }),
    effects: z.array(z.string()).describe("What is done, in order"),
    refusals: z.array(ProblemValue).describe("Why it is refused; empty: it is not"),
  })
  .describe("What moving the pointer would do");

const MoveDoneValue = z
  .strictObject({
    generation: z.number(),
    envId: z.string(),
    snapshots: z.array(z.string()),
    pruned: z.array(z.string()),
    stillRunning: z.number().nullable().describe("What a governed ComfyUI still runs, where that is another generation"),
  })
  .nullable()
  .describe("Null after a dry run");

export const EnvPromoteValue = z.union([EnvBegunValue, z.strictObject({ tx: Tx, plan: MovePlanValue, done: MoveDoneValue })]);

export const EnvRollbackValue = z.union([
  EnvBegunValue,
  z.strictObject({
    plan: MovePlanValue,
    rebuiltFrom: z.string().nullable().describe("The snapshot that is rebuilt; null: the generation is kept"),
    done: MoveDoneValue,
  }),
]);

export const EnvNodeRemoveValue = z.union([
  EnvBegunValue,
  z.strictObject({
    id: z.string(),
    plan: MovePlanValue.nullable().describe("Null where the pack is only staged"),
    done: MoveDoneValue,
    unstaged: z.boolean(),
    purged: z.boolean(),
  }),
]);

export const EnvTxValue = z.strictObject({ tx: Tx, conflict: Conflict.nullable() });
export const EnvTxAbortedValue = z.strictObject({ tx: Tx });

const ChangeLineValue = z.strictObject({
  kind: z.enum(["added", "removed", "changed", "hook_added", "hook_removed"]),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  isCore: z.boolean(),
});

export const EnvGenerationValue = z.strictObject({
  number: z.number(),
  isKept: z.boolean().describe("Of one that was pruned its newest snapshot tells"),
  manifest: z
    .strictObject({
      python: z.strictObject({ version: z.string(), implementation: z.string(), platform: z.string() }),
      uvVersion: z.string(),
      comfyui: z.strictObject({ dir: z.string(), commit: z.string().nullable(), version: z.string().nullable() }),
    })
    .nullable()
    .describe("Null of one that was pruned"),
  nodes: z.array(NodeRecord),
  overrides: z.array(z.string()),
  against: z
    .strictObject({
      number: z.number(),
      packages: PackageDiff,
      nodes: z.array(ChangeLineValue),
      overrides: z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) }),
    })
    .nullable()
    .describe("How it differs from another one; null where there is none"),
});

const SnapshotRowValue = SnapshotMeta.extend({
  isKept: z.boolean().describe("Whether going back to it is instant"),
  isCurrent: z.boolean(),
});
export const EnvSnapshotListValue = z.strictObject({
  snapshots: z.array(SnapshotRowValue).describe("Newest first"),
  isIndexed: z.boolean().describe("Whether the index says the same as the folders, which were read"),
});
export const EnvSnapshotValue = z.strictObject({ snapshot: SnapshotRowValue, nodes: z.array(NodeRecord) });

export const EnvStoppedValue = z.strictObject({
  wasRunning: z.boolean(),
  pid: z.number().nullable(),
  url: z.string().nullable(),
  generation: z.number().nullable(),
  wasKilled: z.boolean().describe("Whether it had to be killed"),
});

export const EnvLogValue = z.strictObject({
  name: z.string(),
  from: z.number().describe("First byte of `text` in the file"),
  next: z.number().describe("Where to go on reading"),
  size: z.number().describe("Bytes in the file now"),
  text: z.string(),
});

export const EnvWorkListValue = z.strictObject({ works: z.array(EnvWorkValue).describe("Newest first") });
export const EnvWorkStopValue = z.strictObject({ work: EnvWorkValue });
