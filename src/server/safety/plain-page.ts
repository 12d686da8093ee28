import { html, prose, verbatim, type Markup } from "../../core/report/markup.ts";

/** A page of a title, a sentence and at most a button: all that is shown to someone who is not in yet. */
interface PlainPage {
  readonly title: string;
  readonly text: string;
  readonly nonce: string;
  /** What stands below the sentence. */
  readonly below?: Markup | null;
}

export function plainPage({ title, text, nonce, below = null }: PlainPage): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark light" />
        <title>${title} · Touchstone</title>
        <style nonce="${nonce}">
          ${verbatim(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="mark">Touchstone</p>
          <h1>${prose(title)}</h1>
          <p>${prose(text)}</p>
          ${below}
        </main>
      </body>
    </html> `.markup;
}

const STYLE = `
:root { color-scheme: dark light; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif;
  background: light-dark(#f6f6f7, #18181a); color: light-dark(#1c1c1f, #ececee); }
main { box-sizing: border-box; width: min(32rem, 100%); padding: 2rem; }
.mark { margin: 0 0 2rem; font-size: 0.875rem; color: light-dark(#5c5c63, #a2a2a9); }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
p { margin: 0 0 1.5rem; }
code { font: 0.9em ui-monospace, monospace; padding: 0.1em 0.3em; border-radius: 4px;
  background: light-dark(#e6e6e9, #2a2a2e); }
button { font: inherit; font-weight: 600; padding: 0.6rem 1.2rem; border: 0; border-radius: 8px; cursor: pointer;
  background: light-dark(#1c1c1f, #ececee); color: light-dark(#ffffff, #18181a); }
button:focus-visible { outline: 2px solid light-dark(#2f5fd0, #8ab4ff); outline-offset: 2px; }
button:disabled { opacity: 0.5; cursor: default; }
[role="status"] { margin: 1rem 0 0; min-height: 1.5em; }
`;
