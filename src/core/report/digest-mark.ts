import { shortDigest } from "../canonical/digest.ts";
import { html, type Markup } from "./markup.ts";

/** A digest as people read it, eight digits; opened, it is whole and can be copied. Null is unknown. */
export function showDigest(digest: string | null): Markup {
  if (digest === null) return html`<span class="digest">—</span>`;
  return html`<details class="digest">
    <summary title="${digest}">${shortDigest(digest)}</summary>
    <code>${digest}</code>
  </details>`;
}
