import type { SheetAsset, SheetImage } from "./contact-sheet.ts";
import { imageName, partLabel } from "./image-name.ts";
import { html, type Markup } from "./markup.ts";
import { decisionMark, showMark, verdictMark } from "./outcome-mark.ts";

/** Zoom of every image before a person chooses another. */
export const FIRST_ZOOM = 2;

/** Widest strip; the style sheet has a class for each number of columns up to this. */
export const MAX_STRIP_COLUMNS = 8;

/** One asset on the wall: its images, exact to the pixel, and one line on what became of it. */
export function showPlate(asset: SheetAsset): Markup {
  const variants = [...new Set(asset.images.map((image) => image.variant))];
  const decision = asset.decision === "approved" ? null : showMark(decisionMark(asset.decision));
  return html`<article
    class="plate"
    id="plate-${asset.versionId}"
    data-kind="${asset.kind}"
    data-checkpoint="${asset.checkpoint}"
    data-family="${asset.entity ?? ""}"
    data-verdict="${asset.verdict}"
    data-words="${searchWords(asset)}"
  >
    <div class="mat ${asset.kind}">${variants.map((variant) => showTake(asset, variant))}</div>
    <h3><a href="#why-${asset.versionId}">${asset.title}</a></h3>
    <p class="line">
      ${showMark(verdictMark(asset.verdict))}${decision}<span>${asset.checkpoint}</span
      ><span>${asset.assetType.replaceAll("_", " ")}</span>
    </p>
  </article>`;
}

/** What the filter looks through. */
function searchWords(asset: SheetAsset): string {
  const tags = asset.evidence.plan.drawing?.tags ?? [];
  return [asset.title, asset.specId, asset.assetType, asset.kind, asset.family, ...tags].join(" ").toLowerCase();
}

/** All parts of one variant. Moving and pressable kinds get an empty stage that the page's script brings to life. */
function showTake(asset: SheetAsset, variant: number): Markup {
  const images = asset.images.filter((image) => image.variant === variant);
  const figures = images.map((image) => showImage(asset, image));
  return html`<div class="take">
    ${isLive(asset) ? html`<div class="live" hidden></div>` : null}
    <div class="parts${isLive(asset) ? ` cols-${columnsOf(figures.length)}` : ""}">${figures}</div>
  </div>`;
}

/** A strip stands in two rows, as high as its live view; more than 16 parts take more rows. */
function columnsOf(count: number): number {
  return Math.min(MAX_STRIP_COLUMNS, Math.ceil(count / 2));
}

function isLive({ kind }: SheetAsset): boolean {
  return kind === "animation" || kind === "ui_states";
}

function showImage(asset: SheetAsset, image: SheetImage): Markup {
  // A strip of frames or states stands beside its live view, so it may be smaller.
  const zoom = isLive(asset) ? FIRST_ZOOM - 1 : FIRST_ZOOM;
  const label =
    image.part === null || asset.kind === "animation" ? null : html`<figcaption>${partLabel(image.part)}</figcaption>`;
  return html`<figure>
    <img
      src="data:image/png;base64,${image.pngBase64}"
      width="${image.width * zoom}"
      height="${image.height * zoom}"
      alt="${asset.title}, ${imageName(image)}"
      data-part="${partLabel(image.part)}"
      data-name="${imageName(image)}"
      data-seed="${image.seed}"
    />${label}
  </figure>`;
}
