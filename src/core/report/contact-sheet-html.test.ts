import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { RED_DOT_PNG, sampleAsset, sampleImage, sampleSheet } from "../../../tests/support/sheet-sample.ts";
import { base64 } from "./base64.ts";
import type { SheetAsset } from "./contact-sheet.ts";
import { renderContactSheetHtml } from "./contact-sheet-html.ts";

const EVIL = `<script>alert("1")</script><img src=x onerror='alert(2)'>&amp;`;

/** The page on one line: where its source breaks lines says nothing. */
function pageOf(...assets: readonly SheetAsset[]): string {
  return renderContactSheetHtml(sampleSheet(assets.length > 0 ? assets : [sampleAsset()])).replaceAll("\n", "");
}

/** The page without its own style and script: all that came from a project. */
function bodyOf(page: string): string {
  return page.replaceAll(/<(style|script)>[^]*?<\/\1>/g, "");
}

test("a text from the project is never markup, wherever it stands", () => {
  const asset = sampleAsset({
    title: EVIL,
    specId: EVIL,
    assetType: EVIL,
    checkpoint: EVIL,
    family: EVIL,
    entity: EVIL,
    reasons: [EVIL],
    versionId: EVIL,
  });
  const { plan } = asset.evidence;
  const considered = { kind: "lora", id: EVIL, layer: "tag", reasonCode: "incompatible_pair", detail: EVIL } as const;
  const fragments = plan.prompt?.trace.map((fragment) => ({ ...fragment, text: EVIL, recordId: EVIL })) ?? [];
  const evilPlan = {
    ...plan,
    explanation: { chosen: [considered], skipped: [considered], blocked: [considered] },
    stack: plan.stack.map((entry) => ({ ...entry, lora: EVIL, why: EVIL })),
    prompt: { ...plan.prompt, positive: EVIL, negative: EVIL, trace: fragments, packageHash: plan.specDigest },
    references: [{ ref: EVIL, pixelSha256: EVIL }],
    profile: { id: EVIL, version: 1 },
  };
  const evidence = { ...asset.evidence, plan: evilPlan, backend: { kind: "builtin", identity: EVIL }, jobId: EVIL } as const;
  const images = [sampleImage({ part: `state:${EVIL}` }), sampleImage({ part: `frame:${EVIL}` })];
  const sheet = {
    ...sampleSheet([{ ...asset, evidence, images }, sampleAsset()]),
    title: EVIL,
    projectTitle: EVIL,
    generatedFrom: EVIL,
  };

  const body = bodyOf(renderContactSheetHtml(sheet));
  const tags = [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  expect(body).toContain("&lt;script&gt;alert(&quot;1&quot;)");
  expect(tags.filter((tag) => /^<(script|img src=x)/.test(tag))).toEqual([]);
  // Inside our own tags the text stands in quoted attributes: what is left without them names no handler.
  expect(tags.filter((tag) => tag.replaceAll(/"[^"]*"/g, "").includes("onerror"))).toEqual([]);
});

test("every asset is on the page with all of its images, and each explanation is linked", () => {
  const assets = [
    sampleAsset({ specId: "lamp" }),
    sampleAsset({
      specId: "walk",
      kind: "animation",
      entity: "mara",
      images: [0, 1, 2].map((frame) => sampleImage({ part: `frame:${frame}`, seed: frame })),
    }),
    sampleAsset({ specId: "tiles", kind: "tileset", images: [sampleImage({ part: "tile:moss" })] }),
  ];
  const page = pageOf(...assets);
  expect(page.split(RED_DOT_PNG).length - 1).toBe(5);
  for (const { versionId } of assets) {
    expect(page).toContain(`<a href="#why-${versionId}">`);
    expect(page).toContain(`id="why-${versionId}"`);
  }
  expect(page).toContain('alt="Oil lamp, variant 0, frame 2"');
});

test("an explanation says what was skipped, displaced, repeated and not measured", () => {
  const page = pageOf();
  expect(page).toContain("must not meet <code>ember-core</code>");
  expect(page).toContain("incompatible_pair");
  expect(page).toContain("<del>lantern</del> <em>displaced by the spec</em>");
  expect(page).toContain("<del>score_9</del> <em>repeats 0</em>");
  expect(page).toContain("uncalibrated");
  expect(page).toContain("Not asked for: margin.");
  expect(page).toContain("Seeds advanced by 1");
  expect(page).toContain("<td>spec <code>lamp</code>, tag <code>item:lamp</code></td>");
  expect(page).toContain("lost, timeout, the owner went away; 0 images in 250 ms");
});

test("seeds that chance chose name the number they come from", () => {
  const { evidence } = sampleAsset();
  const drawn = { ...evidence, plan: { ...evidence.plan, drawnSeed: 91_827 } };
  expect(pageOf(sampleAsset({ evidence: drawn }))).toContain("drawn for this version: 91827.");
  expect(pageOf()).not.toContain("drawn for this version");
});

test("a demand names its value and the layer that set it", () => {
  const page = pageOf();
  expect(page).toContain('<th scope="row">background</th><td>transparent</td><td>project asset type <code>ui_icon</code></td>');
  expect(page).toContain("<td>allow minor, top down</td>");
  expect(page).toContain("<td>64 × 32</td><td>output</td>");
  expect(page).toContain('<rect x="12" width="12" height="12" fill="#f0f0f0" />');
});

test("what is unknown is a dash, not nothing", () => {
  const page = pageOf();
  expect(page).toContain('<th scope="row">environment</th><td>—</td>');
});

test("the page asks for nothing from outside and lets only its own style and script run", () => {
  const page = renderContactSheetHtml(sampleSheet());
  expect(page).not.toMatch(/(?:https?:)?\/\/[a-z]/i);
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url?.slice(0, 5))).toEqual(["data:", "#why-"]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  expect(policy).toContain("default-src 'none'");
  for (const name of ["style", "script"]) {
    const text = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)?.[1] ?? "";
    expect(policy).toContain(`${name}-src 'sha256-${base64(sha256(utf8ToBytes(text)))}'`);
  }
  expect(page).not.toMatch(/ style="| on[a-z]+="/);
});

test("the same sheet gives the same page, whatever order its assets come in", () => {
  const assets = [
    sampleAsset({ specId: "a" }),
    sampleAsset({ specId: "b", entity: "mara" }),
    sampleAsset({ specId: "c", kind: "tileset" }),
  ];
  const page = renderContactSheetHtml(sampleSheet(assets));
  expect(renderContactSheetHtml(sampleSheet(assets))).toBe(page);
  expect(renderContactSheetHtml(sampleSheet(assets.toReversed()))).toBe(page);
});

test("a filter is offered only where there is something to choose between", () => {
  const one = pageOf();
  const two = pageOf(sampleAsset(), sampleAsset({ specId: "other", checkpoint: "copax" }));
  expect(one).not.toContain('data-by="checkpoint"');
  expect(two).toContain('<select data-by="checkpoint"><option value="">all</option><option value="copax">copax</option>');
});

test("a sheet of 120 images with their explanations stays under one megabyte", () => {
  const images = Array.from({ length: 4 }, (_, variant) => sampleImage({ variant, pngBase64: "A".repeat(3_200) }));
  const assets = Array.from({ length: 30 }, (_, at) => sampleAsset({ specId: `asset-${at}`, images }));
  expect(renderContactSheetHtml(sampleSheet(assets)).length).toBeLessThan(1_000_000);
});
