import { MAX_STRIP_COLUMNS } from "./asset-plate.ts";

const stripColumns = Array.from(
  { length: MAX_STRIP_COLUMNS },
  (_, at) => `.cols-${at + 1} { grid-template-columns: repeat(${at + 1}, auto); }`,
).join(" ");

/**
 * The page's style sheet. Greys carry no tint and the surround of images is the same in both themes, so that nothing on the
 * page shifts the colours of the art; gold marks what was approved and where the focus is. No rule loads anything.
 */
export const CONTACT_SHEET_STYLE = `
:root {
  color-scheme: dark light;
  --bg: oklch(0.16 0 0); --panel: oklch(0.20 0 0); --raised: oklch(0.24 0 0); --line: oklch(0.32 0 0);
  --mute: oklch(0.68 0 0); --text: oklch(0.93 0 0); --gold: oklch(0.82 0.13 86);
  --pass: oklch(0.75 0.13 160); --fail: oklch(0.70 0.19 27); --uncertain: oklch(0.74 0.12 240); --exception: oklch(0.70 0.17 330);
  --surround: oklch(0.30 0 0); --check-a: oklch(0.34 0 0); --check-b: oklch(0.27 0 0); --on-surround: oklch(0.84 0 0);
  --sans: Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: "JetBrains Mono", ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace;
  --head: 89px;
}
@media (prefers-color-scheme: light) {
  :root {
    --bg: oklch(0.97 0 0); --panel: oklch(0.94 0 0); --raised: oklch(0.90 0 0); --line: oklch(0.82 0 0);
    --mute: oklch(0.46 0 0); --text: oklch(0.20 0 0); --gold: oklch(0.52 0.11 86);
    --pass: oklch(0.46 0.11 160); --fail: oklch(0.50 0.20 27); --uncertain: oklch(0.48 0.13 240); --exception: oklch(0.48 0.18 330);
  }
}
[data-ground=dark] { --check-a: oklch(0.14 0 0); --check-b: oklch(0.14 0 0); }
[data-ground=light] { --check-a: oklch(0.92 0 0); --check-b: oklch(0.92 0 0); }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--bg); color: var(--text); font: 13px/18px var(--sans); font-variant-numeric: tabular-nums; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: inherit; text-decoration: none; }
a:hover { text-decoration: underline; text-underline-offset: 3px; }
code, pre, kbd { font-family: var(--mono); font-size: 12px; line-height: 16px; }
:focus-visible { outline: 2px solid var(--gold); outline-offset: 2px; }
.num { font-variant-numeric: tabular-nums; }
.sub, .none, footer { color: var(--mute); }
.mark { white-space: nowrap; }
.mark.pass { color: var(--pass); } .mark.fail { color: var(--fail); } .mark.uncertain { color: var(--uncertain); }
.mark.exception { color: var(--exception); } .mark.unknown { color: var(--mute); } .mark.gold { color: var(--gold); }

header { background: var(--panel); border-bottom: 1px solid var(--line); z-index: 2; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; min-height: 44px; padding: 4px 24px; }
.bar + .bar { border-top: 1px solid var(--line); }
h1 { font-size: 16px; line-height: 22px; font-weight: 600; }
.counts { display: flex; gap: 16px; margin-left: auto; }
label { display: inline-flex; align-items: center; gap: 8px; color: var(--mute); position: relative; }
input, select, button { font: inherit; color: var(--text); background: var(--bg); border: 1px solid var(--line); border-radius: 6px; height: 28px; padding: 0 8px; }
input { width: 208px; padding-right: 28px; } input::placeholder { color: var(--mute); }
.find kbd { position: absolute; right: 8px; color: var(--mute); pointer-events: none; }
.find input:focus + kbd { visibility: hidden; }
button { min-width: 28px; cursor: pointer; background: var(--raised); }
button:hover, select:hover { border-color: var(--mute); }
.group { display: flex; align-items: center; gap: 4px; margin-left: auto; }
.group output { min-width: 28px; text-align: center; }
html:not(.scripted) .tools { display: none; }

#wall { padding: 8px 24px 32px; min-width: 0; }
.wall-group { padding-top: 24px; }
.wall-group > h2 { font-size: 16px; line-height: 22px; font-weight: 600; padding-bottom: 12px; }
.wall-group > h2 .sub { font-size: 13px; font-weight: 400; }
.plates { display: flex; flex-wrap: wrap; gap: 24px; align-items: stretch; }
.plate { display: flex; flex-direction: column; min-width: 0; max-width: 100%; cursor: default; }
.mat { flex: 1; display: flex; flex-wrap: wrap; align-content: center; justify-content: center; align-items: center; gap: 8px 12px; padding: 12px; background: var(--surround); color: var(--on-surround); }
.take { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; min-width: 0; }
.parts { display: flex; flex-wrap: wrap; gap: 8px 12px; min-width: 0; }
[class*=cols-] { display: grid; gap: 4px 4px; } .ui_states .parts { gap: 8px 12px; }
${stripColumns}
img, canvas { display: block; image-rendering: pixelated; background: repeating-conic-gradient(var(--check-a) 0 25%, var(--check-b) 0 50%) 0 0 / 16px 16px; max-width: none; }
figcaption { font-size: 12px; line-height: 16px; padding-top: 4px; color: var(--on-surround); }
.mat img { cursor: pointer; }
.live p { font-size: 12px; line-height: 16px; padding-top: 4px; color: var(--on-surround); }
.live button { display: block; height: auto; min-width: 0; padding: 0; border: 0; border-radius: 0; background: none; }
.plate h3 { font-size: 13px; line-height: 18px; font-weight: 500; padding-top: 4px; }
.plate h3 a { display: block; padding: 4px 0; }
.line { display: flex; flex-wrap: wrap; gap: 0 12px; font-size: 12px; line-height: 16px; color: var(--mute); }
.plate[aria-current] { outline: 2px solid var(--mute); outline-offset: 6px; }
.plate[aria-current]:focus-visible { outline-color: var(--gold); }
footer { padding-top: 32px; font-size: 12px; }

#inspector { padding: 0 24px 32px; border-top: 1px solid var(--line); background: var(--panel); overflow-wrap: anywhere; }
.why { padding-top: 16px; }
/* A link to an explanation shows its beginning, below the stage that stays in place. */
.scripted .why { scroll-margin-top: 100vh; }
.why h2 { font-size: 16px; line-height: 22px; font-weight: 600; }
.why h3 { display: flex; align-items: baseline; gap: 12px; font-size: 13px; line-height: 18px; font-weight: 600; margin-top: 24px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
.why h4 { font-size: 12px; line-height: 16px; font-weight: 500; color: var(--mute); padding: 12px 0 4px; }
.why .id, .reason, .code, .layer, .order { color: var(--mute); }
.outcome { display: flex; flex-wrap: wrap; gap: 0 8px; padding: 8px 0; }
.arrow { color: var(--mute); }
.reasons { padding-bottom: 8px; }
.stack, .checks { font-size: 12px; line-height: 16px; }
.stack li { display: grid; grid-template-columns: 72px auto 1fr; gap: 0 12px; padding: 4px 0; }
.stack .reason { grid-column: 2 / -1; }
.checks li { display: grid; grid-template-columns: 104px 1fr; gap: 0 8px; padding: 3px 0; }
.checks strong { font-weight: 500; }
.code { font-size: 11px; } .checks + .reason { font-size: 12px; line-height: 16px; padding-top: 4px; }
.prompt { font-size: 12px; line-height: 16px; }
.prompt dt { font: 11px/16px var(--mono); color: var(--mute); padding-top: 6px; }
.prompt dd { display: grid; grid-template-columns: 20px 1fr; gap: 0 8px; padding: 2px 0; }
.prompt .order { text-align: right; }
.prompt del { color: var(--mute); } .prompt em { color: var(--uncertain); font-style: normal; }
.said { font-family: var(--mono); } .prompt del { font-family: var(--mono); }
pre { white-space: pre-wrap; background: var(--bg); border: 1px solid var(--line); padding: 8px; margin-top: 8px; max-height: 160px; overflow: auto; }
table { width: 100%; border-collapse: collapse; font-size: 12px; line-height: 16px; margin-top: 4px; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; font-weight: 400; border-bottom: 1px solid var(--line); }
thead th { color: var(--mute); } tbody th { color: var(--mute); white-space: nowrap; }
tr:last-child > * { border-bottom: 0; }
.palette { display: block; }
.digest { display: inline; font-family: var(--mono); font-size: 12px; }
.digest summary { display: inline; cursor: pointer; border-bottom: 1px dotted var(--mute); }
.digest summary::-webkit-details-marker { display: none; }
.digest[open] code { display: block; font-weight: 400; padding: 4px 0; }
h3 .digest { font-weight: 400; }

#stage { position: sticky; top: 0; z-index: 1; margin: 0 -24px; padding: 16px 24px 12px; background: var(--surround); color: var(--on-surround); }
#stage .show { display: flex; gap: 16px; justify-content: center; align-items: center; min-height: 256px; }
#stage > button { position: absolute; top: 8px; right: 8px; }
#stage p { font-size: 12px; line-height: 16px; padding-top: 12px; text-align: center; }
dialog { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); color: var(--text); padding: 24px; min-width: 320px; box-shadow: 0 12px 40px oklch(0 0 0 / 0.5); }
dialog::backdrop { background: oklch(0 0 0 / 0.5); }
dialog h2 { font-size: 16px; line-height: 22px; }
dialog dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 24px; padding: 16px 0; }
dialog kbd { border: 1px solid var(--line); border-radius: 6px; padding: 1px 6px; background: var(--raised); }

@media (min-width: 900px) {
  .scripted header { position: sticky; top: 0; }
  .scripted .frame { display: grid; grid-template-columns: minmax(0, 1fr) 440px; }
  .scripted .frame.closed { grid-template-columns: minmax(0, 1fr); } .scripted .closed #inspector { display: none; }
  .scripted #inspector { position: sticky; top: var(--head); height: calc(100vh - var(--head)); overflow-y: auto; border-top: 0; border-left: 1px solid var(--line); }
  .scripted .plate { scroll-margin: calc(var(--head) + 24px) 0 24px; }
}
@media (max-width: 899px) {
  .scripted #inspector { position: fixed; inset: auto 0 0; max-height: 62vh; overflow-y: auto; z-index: 3; box-shadow: 0 -8px 32px oklch(0 0 0 / 0.5); }
  .scripted .closed #inspector { display: none; }
  .scripted .frame:not(.closed) #wall { padding-bottom: 64vh; } .scripted .plate { scroll-margin: 24px 0 64vh; }
  #stage .show { min-height: 0; }
  .counts, .group { margin-left: 0; } #wall, .bar { padding-left: 16px; padding-right: 16px; }
}
@media (prefers-reduced-motion: no-preference) { input, select, button { transition: opacity 120ms ease-out; } }
`;
