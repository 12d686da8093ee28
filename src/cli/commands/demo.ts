import { resolve } from "node:path";
import { type ListedAsset, assetListVerb } from "../../engine/assets.ts";
import { contactSheetVerb } from "../../engine/contact-sheet.ts";
import { initVerb } from "../../engine/init.ts";
import { makeVerb } from "../../engine/make.ts";
import { specReadyVerb } from "../../engine/ready.ts";
import { SAMPLE, sampleFindVerb, sampleRemoveVerb } from "../../engine/sample.ts";
import { type ListedSpec, specListVerb } from "../../engine/specs.ts";
import { verifyVerb } from "../../engine/verify.ts";
import { combineExitCodes, FAILURES } from "../../core/errors.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { describeProblem } from "../report-error.ts";
import { readServeFlags, SERVE_FLAGS, serveStudio } from "../serve-studio.ts";
import { formatTable } from "../table.ts";
import { counted, decisionText, verdictText } from "../words.ts";

export const demoCommand: FreeCommand = {
  path: ["demo"],
  summary: "Make a sample game from nothing, and show what was decided",
  flags: [
    { name: "dir", value: "DIR", summary: "Where the sample lies; default: ./demo" },
    { name: "fresh", summary: "Remove the sample that is there and start again" },
    { name: "no-serve", summary: "Do not open the Studio" },
    ...SERVE_FLAGS.filter(({ name }) => name === "port"),
  ],
  examples: ["touchstone demo", "touchstone demo --fresh"],
  async run(context) {
    const begunMs = performance.now();
    const dir = resolve(context.cwd, context.typed.flag("dir") ?? context.project ?? "demo");
    const wasThere = await prepare(context, dir);
    const made = await makeAll(context, dir);
    const call = context.callAt(dir);
    const caller = context.caller(false);
    const { assets } = await call(assetListVerb, { input: {}, caller });
    const sheet = await call(contactSheetVerb, { input: { out: dir }, caller });
    const { ok: verified, problems } = await call(verifyVerb, { input: {}, caller });
    const ms = Math.round(performance.now() - begunMs);
    const result = {
      projectDir: dir,
      specs: made.ready,
      versions: assets.length,
      images: sheet.images,
      byKind: countByKind(assets),
      verified,
      ms,
    };
    if (context.json) context.out(JSON.stringify(result));
    else context.out(summary(context, { assets, sheet, result, reused: made.reused, wasThere }));
    for (const problem of problems) context.talk(problem);
    const code = combineExitCodes([verified ? 0 : FAILURES.STORE_DAMAGED.exit, ...made.codes]);
    if (code === 0 && !context.typed.isOn("no-serve")) await serve(context, dir);
    return code;
  },
};

/** Opens the Studio on the sample, at any port that is free, until Ctrl-C. */
async function serve(context: CliContext, dir: string): Promise<void> {
  const flags = { ...(await readServeFlags(context)), anyPort: true };
  await serveStudio(context, { dir, flags }, ({ url }) => {
    if (!context.json) context.out(`Studio         ${context.paint.bold(url)}   (Ctrl-C ends it)`);
  });
}

/** Creates the sample where it is missing. Returns whether it was there already. */
async function prepare(context: CliContext, dir: string): Promise<boolean> {
  const { typed, talk } = context;
  const call = context.callAt(dir);
  const caller = context.caller(false);
  const { found } = await call(sampleFindVerb, { caller, input: {} });
  if (found && !typed.isOn("fresh")) {
    talk(`Reusing the sample game in ${dir} (--fresh starts again)`);
    return true;
  }
  if (found) {
    const { kept } = await call(sampleRemoveVerb, { caller, input: {} });
    if (kept.length > 0) talk(`Kept what is not the sample's: ${listed(kept)}`);
  }
  const { files } = await call(initVerb, { caller, input: { template: SAMPLE } });
  talk(`Created the sample game in ${dir}: ${counted(files.length, "file")}`);
  return false;
}

/** Makes every draft ready that nothing blocks, then makes every ready spec. */
async function makeAll(context: CliContext, dir: string) {
  const { paint, talk } = context;
  const call = context.callAt(dir);
  const caller = context.caller(false);
  const { ready: frozen, refused } = await call(specReadyVerb, { input: { specs: [], all: true }, caller });
  if (frozen.length > 0) talk(`${counted(frozen.length, "spec")} made ready`);
  const atGate = refused.filter(({ code }) => code === "READY_REFUSED");
  if (atGate.length > 0) talk("Drafts that stay drafts, to show what the gate refuses:");
  for (const problem of atGate) talk(describeProblem(problem, paint));
  const { specs, broken } = await call(specListVerb, { input: {}, caller });
  if (broken.length > 0) talk("Specs that cannot be used:");
  for (const { problem } of broken) talk(describeProblem(problem, paint));
  const ready = specs.filter((spec: ListedSpec) => spec.status === "ready").map((spec) => spec.id);
  const shown = context.caller(true);
  const { jobs } = await call(makeVerb, { input: { specs: ready }, caller: shown }).finally(() => shown.finish());
  for (const job of jobs.filter(({ versionId }) => versionId === null)) {
    talk(`${paint.bad("✕")} ${job.spec} was not made: ${job.detail ?? job.status} (touchstone job show ${job.id})`);
  }
  const reused = jobs.filter((job) => job.reused).length;
  const codes = [
    ...broken.map(({ problem }) => FAILURES[problem.code].exit),
    jobs.every((job) => job.versionId !== null) ? 0 : 1,
  ];
  return { ready: ready.length, reused, codes };
}

/** The first names of many, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  return `${names.slice(0, SHOWN_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const SHOWN_NAMES = 8;

function countByKind(assets: readonly ListedAsset[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, images } of assets) counts[kind] = (counts[kind] ?? 0) + images.length;
  return counts;
}

interface Shown {
  readonly assets: readonly ListedAsset[];
  readonly sheet: { readonly png: string; readonly html: string };
  readonly result: { readonly specs: number; readonly images: number; readonly verified: boolean; readonly ms: number };
  readonly reused: number;
  readonly wasThere: boolean;
}

function summary({ paint }: CliContext, { assets, sheet, result, reused, wasThere }: Shown): string {
  const rows = assets.map((asset) => [
    verdictText(asset.verdict, paint),
    paint.bold(asset.spec),
    asset.kind,
    asset.checkpoint,
    counted(asset.images.length, "image"),
    decisionText(asset.decision, paint),
  ]);
  const kept = wasThere && reused > 0 ? `, ${reused} of them there already and reused` : "";
  return [
    formatTable(rows, paint.columns),
    "",
    `${counted(result.images, "image")} of ${counted(result.specs, "ready spec")}${kept}, in ${(result.ms / 1000).toFixed(1)} s; record ${result.verified ? paint.good("verified") : paint.bad("damaged")}`,
    `Contact sheet  ${sheet.png}`,
    `Explained      ${sheet.html}`,
    `Ask why        touchstone asset show ${assets[0]?.versionId ?? ""}`,
  ].join("\n");
}
