import { assetApproveVerb, assetListVerb, assetRejectVerb, assetShowVerb } from "../../engine/assets.ts";
import { assetExportVerb } from "../../engine/export-asset.ts";
import { absolutePath } from "../absolute-path.ts";
import { assetText } from "../asset-text.ts";
import { defineCommand } from "../command.ts";
import { formatTable } from "../table.ts";
import { counted, decisionText, standingText, verdictReadingText } from "../words.ts";

export const assetListCommand = defineCommand({
  path: ["asset", "list"],
  summary: "List assets: the current version of each spec",
  flags: [
    { name: "all", summary: "Every version, not only the current ones" },
    { name: "spec", value: "ID", summary: "Only this spec" },
    { name: "limit", value: "N", summary: "At most so many (all)", number: true },
    { name: "before", value: "SEQ", summary: "Only versions older than this seq", number: true },
  ],
  examples: ["touchstone asset list", "touchstone asset list --all --spec tidestone", "touchstone asset list --all --limit 5"],
  verb: assetListVerb,
  toInput: (typed) => ({
    all: typed.isOn("all"),
    spec: typed.flag("spec"),
    limit: typed.number("limit"),
    beforeSeq: typed.number("before"),
  }),
  render: ({ assets, next }, paint) => {
    if (assets.length === 0) return "No assets yet. Make one with `touchstone make SPEC`";
    const rows = assets.map((asset) => [
      verdictReadingText(asset, paint),
      paint.bold(asset.spec),
      asset.kind,
      counted(asset.images.length, "image"),
      standingText(asset, paint),
      asset.versionId,
    ]);
    return `${formatTable(rows, paint.columns)}${next === null ? "" : `\n${paint.dim(`more: --before ${next}`)}`}`;
  },
});

const VERSION_ARG = [{ name: "version", summary: "Version id, from asset list" }];

export const assetShowCommand = defineCommand({
  path: ["asset", "show"],
  summary: "Explain a version: what was decided, why, and what was found",
  args: VERSION_ARG,
  examples: [],
  verb: assetShowVerb,
  toInput: (typed) => ({ version: typed.word("version") }),
  render: assetText,
});

const NOTE_FLAG = [{ name: "note", value: "TEXT", summary: "Remark that is kept with the decision" }];

export const assetApproveCommand = defineCommand({
  path: ["asset", "approve"],
  summary: "Approve a version; undone by asset reject",
  args: VERSION_ARG,
  flags: NOTE_FLAG,
  examples: [],
  verb: assetApproveVerb,
  toInput: (typed) => ({ version: typed.word("version"), note: typed.flag("note") }),
  render: ({ version }, paint) => `${paint.bold(version.specId)} ${decisionText(version.decision, paint)}`,
});

export const assetRejectCommand = defineCommand({
  path: ["asset", "reject"],
  summary: "Reject a version; undone by asset approve",
  args: VERSION_ARG,
  flags: NOTE_FLAG,
  examples: [],
  verb: assetRejectVerb,
  toInput: (typed) => ({ version: typed.word("version"), note: typed.flag("note") }),
  render: ({ version }, paint) => `${paint.bold(version.specId)} ${decisionText(version.decision, paint)}`,
});

export const assetExportCommand = defineCommand({
  path: ["asset", "export"],
  summary: "Write a version's images as PNG files",
  args: VERSION_ARG,
  flags: [
    { name: "out", value: "PATH", summary: "File for one image, folder for several", required: true },
    { name: "variant", value: "N", summary: "Only this variant, from 0", number: true },
    { name: "part", value: "PART", summary: "Only this part, e.g. frame:0 or state:hover" },
  ],
  examples: [],
  verb: assetExportVerb,
  toInput: (typed, cwd) => ({
    version: typed.word("version"),
    out: absolutePath(typed.flag("out") ?? "", cwd),
    variant: typed.number("variant"),
    part: typed.flag("part"),
  }),
  render: ({ files }) => files.map((file) => file.path).join("\n"),
});
