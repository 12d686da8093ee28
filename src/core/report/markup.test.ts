import { expect, test } from "vitest";
import { base64 } from "./base64.ts";
import { html, prose } from "./markup.ts";

test("inserted text is escaped, inserted markup is not, null leaves nothing", () => {
  expect(html`<b title="${`"'`}">${"<&>"}${html`<i>${1}</i>`}${null}${["<", html`<wbr />`]}</b>`.markup).toBe(
    `<b title="&quot;&#39;">&lt;&amp;&gt;<i>1</i>&lt;<wbr /></b>`,
  );
});

test("names between backticks become code, an unpaired backtick stays a backtick", () => {
  expect(prose("`a` meets `<b>`").markup).toBe("<code>a</code> meets <code>&lt;b&gt;</code>");
  expect(prose("5` long").markup).toBe("5` long");
});

test("base64 pads as the standard's own examples do", () => {
  const of = (text: string) => base64(new TextEncoder().encode(text));
  // Source: RFC 4648 section 10.
  expect(["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(of)).toEqual([
    "",
    "Zg==",
    "Zm8=",
    "Zm9v",
    "Zm9vYg==",
    "Zm9vYmE=",
    "Zm9vYmFy",
  ]);
});
