import { z } from "zod";
import { writeIntoFolder } from "../adapters/files/export-files.ts";
import { renderContactSheetPng } from "../adapters/images/contact-sheet-png.ts";
import { findCurrentVersions } from "../core/assets/current-version.ts";
import type { ImageRecord } from "../core/assets/evidence.ts";
import type { VersionRow } from "../core/events/rows.ts";
import type { ContactSheet, SheetAsset, SheetImage } from "../core/report/contact-sheet.ts";
import { renderContactSheetHtml } from "../core/report/contact-sheet-html.ts";
import type { Store } from "../store/store.ts";
import { loadEvidence } from "./assets.ts";
import { OutPath } from "./out-path.ts";
import { exportImage } from "./pictures/picture.ts";
import { getInputs } from "./planned.ts";
import { loadRecords } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** What the sheet's files are called. */
export const SHEET_FILES = { png: "contact-sheet.png", html: "contact-sheet.html" } as const;

/** Writes all current assets on one sheet: a picture, and a page that explains each of them. */
export const contactSheetVerb = defineVerb({
  name: "asset.sheet",
  summary: "Put all current assets on a contact sheet: a PNG, and a page that explains each",
  access: "read",
  local: true,
  input: z.strictObject({ out: OutPath.describe(`Folder to write \`${SHEET_FILES.png}\` and \`${SHEET_FILES.html}\` to`) }),
  async run(studio, input): Promise<{ png: string; html: string; assets: number; images: number }> {
    const { sheet, png: picture, html: page } = await buildSheet(studio);
    const files = [
      { name: SHEET_FILES.png, bytes: picture },
      { name: SHEET_FILES.html, bytes: page },
    ];
    const [png = "", html = ""] = await writeIntoFolder(input.out, files);
    return { png, html, assets: sheet.assets.length, images: sheet.assets.reduce((sum, asset) => sum + asset.images.length, 0) };
  },
});

/** The sheet of all current assets, as a picture and as a page. */
export async function buildSheet(studio: Studio): Promise<{ sheet: ContactSheet; png: Uint8Array; html: Uint8Array }> {
  const store = storeOf(studio);
  const { records } = await loadRecords(studio);
  const versions = store.listVersions({});
  const current = findCurrentVersions(versions);
  const assets = await Promise.all(
    versions.filter((version) => current.has(version.id)).map(async (version) => await sheetAsset(store, version)),
  );
  const sheet: ContactSheet = {
    title: "Contact sheet",
    projectTitle: records.project.title,
    generatedFrom: `event ${store.head().seq} of project \`${records.project.id}\``,
    assets: assets.map((asset) => ({ ...asset, title: records.specs.get(asset.specId)?.title ?? asset.specId })),
  };
  return {
    sheet,
    png: await renderContactSheetPng(sheet),
    html: new TextEncoder().encode(renderContactSheetHtml(sheet)),
  };
}

async function sheetAsset(store: Store, version: VersionRow): Promise<SheetAsset> {
  const { evidence } = await loadEvidence(store, version);
  const { spec } = await getInputs(store.blobs, evidence.inputs);
  const { plan, verdict, route, reasons } = evidence;
  return {
    versionId: version.id,
    specId: version.specId,
    title: version.specId,
    kind: version.kind,
    assetType: spec.assetType,
    checkpoint: version.checkpointId,
    family: plan.checkpoint?.family ?? version.checkpointId,
    entity: spec.entityLink?.entity ?? null,
    verdict,
    route,
    decision: version.decision,
    reasons,
    recipeDigest: version.recipeDigest,
    evidence,
    images: await Promise.all(evidence.images.map(async (image) => await sheetImage(store, image))),
  };
}

async function sheetImage(store: Store, image: ImageRecord): Promise<SheetImage> {
  const { blob: _, ...rest } = image;
  return { ...rest, pngBase64: Buffer.from(await exportImage(store.blobs, image)).toString("base64") };
}
