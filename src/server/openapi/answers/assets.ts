import { z } from "zod";
import { EvidenceValue } from "./evidence.ts";
import { ImageValue, ReplayValue, VersionValue } from "./rows.ts";
import { Decision, EpochMs, Seq, Verdict } from "./values.ts";

const READING = {
  verdict: Verdict.nullable().describe("Null until its checks were run"),
  underNewerRules: z
    .strictObject({ rulesVersion: z.number(), verdict: Verdict })
    .nullable()
    .describe("What the same checks say under today's rules, where the verdict is of other rules"),
};
const SupersededBy = z.string().nullable().describe("The version that a regeneration made in its place");

const ListedAsset = z
  .strictObject({
    versionId: z.string(),
    seq: Seq.describe("Continues a list: `beforeSeq` of the page after it"),
    spec: z.string(),
    kind: VersionValue.shape.kind,
    ...READING,
    route: VersionValue.shape.route,
    decision: Decision,
    current: z.boolean().describe("It stands for its spec"),
    supersededBy: SupersededBy,
    checkpoint: z.string(),
    createdAtMs: EpochMs,
    images: z.array(ImageValue),
  })
  .describe("A version in a list");

export const AssetListValue = z.strictObject({
  assets: z.array(ListedAsset),
  next: z.number().nullable().describe("The `beforeSeq` of the next page; null where the list ends"),
});

export const AssetShowValue = z.strictObject({
  version: VersionValue,
  evidence: EvidenceValue,
  replays: z.array(ReplayValue),
  underNewerRules: READING.underNewerRules,
  supersededBy: SupersededBy,
});

export const AssetDecidedValue = z.strictObject({ version: VersionValue });
