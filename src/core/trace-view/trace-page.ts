import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64 } from "../report/base64.ts";
import { html, verbatim } from "../report/markup.ts";
import type { TraceText } from "./open-trace.ts";

/** The viewer as it was built: one script and one style sheet that need nothing else. */
export interface BuiltViewer {
  readonly script: string;
  readonly style: string;
}

/** One trace to show, with the golden that it is held against; null to show it alone. */
export interface ShownTrace {
  readonly trace: TraceText;
  readonly golden: TraceText | null;
}

/** Where the viewer finds the traces in its page. */
export const TRACES_ELEMENT = "traces";

/**
 * Writes traces and their viewer as one HTML page that opens from a disk: it asks for nothing, and its policy forbids any
 * request. The traces are in it as they are, so that the page can say itself what is damaged.
 *
 * @returns the page; equal traces give equal bytes.
 * Source: SPEC.md TV12.
 */
export function renderTracePage(shown: readonly ShownTrace[], viewer: BuiltViewer): string {
  const title = shown.map(({ trace }) => trace.name).join(", ");
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${verbatim(securityPolicy(viewer))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>${title} · Touchstone</title>
        ${verbatim(`<style>${viewer.style}</style>`)}
      </head>
      <body>
        <div id="studio"></div>
        <noscript>This page needs JavaScript. \`touchstone trace show\` says the same in a terminal.</noscript>
        ${verbatim(`<script type="application/json" id="${TRACES_ELEMENT}">${dataText(shown)}</script>`)}
        ${verbatim(`<script type="module">${viewer.script}</script>`)}
      </body>
    </html>`;
  return page.markup;
}

/** JSON in which no text can end the element that it stands in, or begin another. */
function dataText(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", String.raw`\u003c`);
}

function securityPolicy({ script, style }: BuiltViewer): string {
  const own = `style-src ${hashOf(style)}; script-src ${hashOf(script)}; font-src data:; img-src data:`;
  return `default-src 'none'; ${own}; base-uri 'none'; form-action 'none'`;
}

function hashOf(text: string): string {
  return `'sha256-${base64(sha256(utf8ToBytes(text)))}'`;
}
