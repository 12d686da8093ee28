/**
 * The page's style sheet, in the Studio's look: greys without tint, outcomes by colour, sign and word. On paper it is light.
 * No rule loads anything.
 */
export const TRIAL_PAGE_STYLE = `
:root {
  color-scheme: dark light;
  --bg: oklch(0.16 0 0); --panel: oklch(0.20 0 0); --raised: oklch(0.24 0 0); --line: oklch(0.32 0 0);
  --mute: oklch(0.72 0 0); --text: oklch(0.93 0 0); --gold: oklch(0.82 0.13 86);
  --pass: oklch(0.75 0.13 160); --fail: oklch(0.72 0.17 27); --uncertain: oklch(0.74 0.12 240); --exception: oklch(0.74 0.15 330);
  --sans: "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: light) {
  :root {
    --bg: oklch(0.97 0 0); --panel: oklch(1 0 0); --raised: oklch(0.94 0 0); --line: oklch(0.84 0 0);
    --mute: oklch(0.44 0 0); --text: oklch(0.20 0 0); --gold: oklch(0.52 0.10 86);
    --pass: oklch(0.46 0.11 160); --fail: oklch(0.50 0.19 27); --uncertain: oklch(0.46 0.13 240); --exception: oklch(0.48 0.17 330);
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/20px var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, .mono, .said { font-family: var(--mono); font-size: 12.5px; }
a { color: inherit; text-decoration-color: var(--mute); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--gold); outline-offset: 2px; border-radius: 3px; }
.mute, dt, th { color: var(--mute); font-weight: 400; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mark, .whole { white-space: nowrap; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .uncertain { color: var(--uncertain); }
.exception { color: var(--exception); } .unknown { color: var(--mute); }

header, main, footer { max-width: 1136px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; padding-bottom: 8px; }
.brand { color: var(--mute); }
h1 { font-size: 28px; line-height: 36px; font-weight: 600; letter-spacing: -0.01em; padding: 4px 0 16px; }
.facts { display: flex; flex-wrap: wrap; gap: 12px 32px; }
.facts dt { font-size: 12px; line-height: 16px; }
footer { padding-top: 24px; padding-bottom: 48px; color: var(--mute); font-size: 12px; }

.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; margin-top: 24px; }
.overview { padding: 4px 24px; }
h2 { font-size: 20px; line-height: 28px; font-weight: 600; }
h2 .mark { font-size: 14px; font-weight: 500; padding-left: 12px; }
h3 { font-size: 13px; line-height: 20px; font-weight: 600; padding: 24px 0 4px; }
.why { padding-top: 8px; max-width: 80ch; }

table { width: 100%; border-collapse: collapse; overflow-wrap: break-word; }
.name, .free { overflow-wrap: anywhere; } .name { min-width: 104px; }
.scroll { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: 12px; line-height: 16px; vertical-align: bottom; }
tbody th { color: var(--text); }
th:last-child, td:last-child { padding-right: 0; }
.num { text-align: right; } td.num { white-space: nowrap; }
.zero { color: var(--mute); }
.assertions th:last-child { width: 45%; }
.small td, .small th { padding-top: 4px; padding-bottom: 4px; font-size: 13px; }
.range { display: block; width: 100%; min-width: 96px; max-width: 176px; height: 10px; margin-top: 4px; }
.range .track { fill: var(--line); } .range .band { fill: currentColor; opacity: 0.35; } .range .rate { fill: currentColor; }

.strip { display: flex; flex-wrap: wrap; gap: 4px; padding-top: 16px; }
.cell { display: grid; place-items: center; width: 24px; height: 24px; border-radius: 4px; font-size: 12px; line-height: 1; text-decoration: none; position: relative; background: color-mix(in oklch, currentColor 15%, transparent); }
a.cell { outline: 1px solid currentColor; outline-offset: -1px; }
a.cell:hover { background: color-mix(in oklch, currentColor 30%, transparent); }
a.cell:focus-visible { outline: 2px solid var(--gold); outline-offset: 2px; }
.many .cell { width: 14px; height: 14px; font-size: 8px; border-radius: 3px; }
.many { gap: 2px; }

.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 0 48px; }
.pairs { display: grid; grid-template-columns: auto 1fr; gap: 4px 24px; font-size: 13px; }

details { border-top: 1px solid var(--line); }
details.first { margin-top: 20px; } details.last { border-bottom: 1px solid var(--line); }
summary { display: flex; gap: 4px 12px; align-items: baseline; padding: 8px 0; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; color: var(--mute); width: 10px; flex: none; }
details[open] > summary::before { content: "▾"; }
summary .lead { white-space: nowrap; font-weight: 500; }
summary .reason { min-width: 0; color: var(--mute); }
summary:hover .reason { color: var(--text); }
.inner { padding: 0 0 20px 22px; scroll-margin-top: 52px; }
.reasons { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; font-size: 13px; padding-bottom: 8px; }
.talk { border-left: 2px solid var(--line); margin-top: 8px; }
.talk li { display: grid; grid-template-columns: 88px minmax(0, 1fr) auto; gap: 0 16px; padding: 6px 0 6px 16px; }
.talk .who { color: var(--mute); font-size: 12px; }
.talk .took { color: var(--mute); font-size: 12px; white-space: nowrap; }
.talk .said { white-space: pre-wrap; }
.talk .bad .who, .talk .bad .said { color: var(--fail); }
.call { font-weight: 600; }
.note { font-size: 12px; line-height: 18px; color: var(--mute); padding-top: 8px; }

@media (max-width: 899px) {
  header, main, footer { padding-left: 16px; padding-right: 16px; }
  .panel { padding: 16px; } .overview { padding: 0 16px; }
  .wide { display: none; }
  th, td { padding-right: 10px; }
  .talk li { grid-template-columns: 64px minmax(0, 1fr); } .talk .took { grid-column: 2; }
}
@media (max-width: 559px) {
  .mid { display: none; }
  .assertions th:last-child { width: 30%; }
  .talk li { grid-template-columns: minmax(0, 1fr); } .talk .took { grid-column: 1; }
}
@media print {
  :root {
    color-scheme: light;
    --bg: #fff; --panel: #fff; --raised: #fff; --line: oklch(0.84 0 0); --mute: oklch(0.40 0 0); --text: #000;
    --pass: oklch(0.44 0.11 160); --fail: oklch(0.48 0.19 27); --uncertain: oklch(0.44 0.13 240); --exception: oklch(0.46 0.17 330);
  }
  body { font-size: 11px; line-height: 16px; print-color-adjust: exact; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  .panel { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 16px 0; margin-top: 16px; }
  h2, h3, summary { break-after: avoid; }
  tr, .talk li { break-inside: avoid; }
  .wide, .mid { display: table-cell; }
}
`;
