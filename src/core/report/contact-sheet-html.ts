import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { compareCodeUnits } from "../canonical/order.ts";
import { FIRST_ZOOM, showPlate } from "./asset-plate.ts";
import { base64 } from "./base64.ts";
import {
  type ContactSheet,
  countImages,
  countVerdicts,
  groupAssets,
  KIND_HEADINGS,
  type SheetAsset,
  type SheetGroup,
} from "./contact-sheet.ts";
import { CONTACT_SHEET_SCRIPT } from "./contact-sheet-script.ts";
import { CONTACT_SHEET_STYLE } from "./contact-sheet-style.ts";
import { explainAsset } from "./explain-asset.ts";
import { html, type Markup, prose, verbatim } from "./markup.ts";
import { showMark, verdictMark } from "./outcome-mark.ts";

/**
 * Writes a contact sheet as one HTML page that needs nothing else: images are in it, and its policy forbids any request.
 *
 * Every text from the project is escaped; only the page's own style and script, named by their digests, may run.
 * Without script the page still shows all images and all explanations, one after the other.
 *
 * @returns the page; the same sheet gives the same bytes.
 */
export function renderContactSheetHtml(sheet: ContactSheet): string {
  const groups = groupAssets(sheet.assets);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${verbatim(securityPolicy())}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>${sheet.title} · ${sheet.projectTitle}</title>
        ${verbatim(`<style>${CONTACT_SHEET_STYLE}</style>`)}
      </head>
      <body>
        ${showHeader(sheet)}
        <div class="frame">
          <main id="wall" aria-label="Assets">
            ${groups.map(showGroup)}
            <p class="none" id="nothing" hidden>Nothing matches. Press Esc in the filter to see everything again.</p>
            <footer>Made from ${prose(sheet.generatedFrom)}.</footer>
          </main>
          <aside id="inspector" aria-label="Why it came out this way">
            <div id="stage" hidden><button type="button" data-act="inspector" aria-label="Hide why">✕</button></div>
            ${groups.flatMap((group) => group.assets).map(explainAsset)}
          </aside>
        </div>
        ${showKeys()} ${verbatim(`<script>${CONTACT_SHEET_SCRIPT}</script>`)}
      </body>
    </html>`;
  return page.markup;
}

function securityPolicy(): string {
  return `default-src 'none'; img-src data:; style-src ${hashOf(CONTACT_SHEET_STYLE)}; script-src ${hashOf(CONTACT_SHEET_SCRIPT)}; base-uri 'none'; form-action 'none'`;
}

function hashOf(text: string): string {
  return `'sha256-${base64(sha256(utf8ToBytes(text)))}'`;
}

function showHeader(sheet: ContactSheet): Markup {
  const counts = countVerdicts(sheet).map(
    ({ verdict, count }) => html`<li><span class="num">${count}</span> ${showMark(verdictMark(verdict))}</li>`,
  );
  return html`<header>
    <div class="bar">
      <h1><span aria-hidden="true">◈</span> ${sheet.projectTitle}</h1>
      <p class="sub">${sheet.title}</p>
      <p class="sub num" id="shown" role="status">${sheet.assets.length} assets, ${countImages(sheet)} images</p>
      <ul class="counts">
        ${counts}
      </ul>
    </div>
    <form class="bar tools" id="tools">
      <label class="find"
        ><span>Filter</span
        ><input id="find" type="search" autocomplete="off" placeholder="title, id, tag" aria-keyshortcuts="/" /><kbd
          aria-hidden="true"
          >/</kbd
        ></label
      >
      ${showChoice("kind", "Kind", sheet.assets)}${showChoice("checkpoint", "Checkpoint", sheet.assets)}${showChoice("entity", "Family", sheet.assets)}${showChoice("verdict", "Verdict", sheet.assets)}
      <div class="group" role="group" aria-label="View">
        <button type="button" data-act="out" aria-label="Zoom out">−</button
        ><output id="zoom" aria-label="Zoom">${FIRST_ZOOM}×</output
        ><button type="button" data-act="in" aria-label="Zoom in">+</button
        ><button type="button" data-act="ground">Backdrop</button
        ><button type="button" data-act="play" aria-pressed="false">Play</button
        ><button type="button" data-act="inspector">Why</button><button type="button" data-act="keys" aria-label="Keys">?</button>
      </div>
    </form>
  </header>`;
}

type Choice = "kind" | "checkpoint" | "entity" | "verdict";

/** A filter by one property; left out when there is nothing to choose between. */
function showChoice(property: Choice, label: string, assets: readonly SheetAsset[]): Markup | null {
  const values = [...new Set(assets.flatMap((asset) => asset[property] ?? []))].toSorted(compareCodeUnits);
  if (values.length < 2) return null;
  const name = property === "entity" ? "family" : property;
  const options = values.map((value) => html`<option value="${value}">${choiceWord(property, value)}</option>`);
  return html`<label
    ><span>${label}</span
    ><select data-by="${name}">
      <option value="">all</option>
      ${options}
    </select></label
  >`;
}

function choiceWord(property: Choice, value: string): string {
  return property === "kind" ? ((KIND_HEADINGS as Readonly<Record<string, string>>)[value] ?? value) : value;
}

function showGroup(group: SheetGroup): Markup {
  const count = `${group.assets.length} ${group.assets.length === 1 ? "asset" : "assets"}`;
  const kind = group.isFamily ? html`<span class="sub">family</span> ` : null;
  return html`<section class="wall-group">
    <h2>${kind}${group.heading} <span class="sub num">${count}</span></h2>
    <div class="plates">${group.assets.map(showPlate)}</div>
  </section>`;
}

/** Filled by the script from its one table of actions, so the list cannot disagree with the keys. */
function showKeys(): Markup {
  return html`<dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl></dl>
    <form method="dialog"><button>Close</button></form>
  </dialog>`;
}
