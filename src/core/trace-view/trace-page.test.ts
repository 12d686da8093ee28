import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { base64 } from "../report/base64.ts";
import { renderTracePage, TRACES_ELEMENT } from "./trace-page.ts";

const VIEWER = { script: 'document.title = "</" + "p>";', style: "body { margin: 0 }" };
const SHOWN = [{ trace: { name: "quay.trace.jsonl", text: '{"say":"</script><script>alert(1)</script><!--"}' }, golden: null }];

test("[TV12] a trace stands in the page as it is, and none of its text can leave its element", () => {
  const page = renderTracePage(SHOWN, VIEWER);
  const [, data = ""] = new RegExp(`id="${TRACES_ELEMENT}">([^<]*)</script>`).exec(page) ?? [];
  expect(JSON.parse(data)).toEqual(SHOWN);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).not.toContain("<!--");
});

test("[TV12] the page may ask for nothing, and only its own script and style run", () => {
  const [, policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(renderTracePage(SHOWN, VIEWER)) ?? [];
  const hashOf = (text: string): string => `'sha256-${base64(sha256(utf8ToBytes(text)))}'`;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src ${hashOf(VIEWER.script)};`);
  expect(policy).toContain(`style-src ${hashOf(VIEWER.style)};`);
});

test("[TV12] a name is no markup, and equal traces give equal bytes", () => {
  const named = [{ trace: { name: "<b>.jsonl", text: "" }, golden: null }];
  expect(renderTracePage(named, VIEWER)).toContain("<title>&lt;b&gt;.jsonl · Touchstone</title>");
  expect(renderTracePage(SHOWN, VIEWER)).toBe(renderTracePage(structuredClone(SHOWN), VIEWER));
});
