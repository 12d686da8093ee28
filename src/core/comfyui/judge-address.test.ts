import { describe, expect, test } from "vitest";
import { findIpRefusal, judgeAddress, showAddress } from "./judge-address.ts";

describe("addresses", () => {
  test.each([
    ["http://127.0.0.1:8188", "http://127.0.0.1:8188", "127.0.0.1", 8188],
    ["HTTP://LocalHost:8188/", "http://localhost:8188", "localhost", 8188],
    ["http://studio-pc.local.:80", "http://studio-pc.local", "studio-pc.local", 80],
    ["https://gpu.example/comfy/", "https://gpu.example/comfy", "gpu.example", 443],
    ["http://[::1]:8188", "http://[::1]:8188", "::1", 8188],
    ["https://[2a00:1450::1]", "https://[2a00:1450::1]", "2a00:1450::1", 443],
    [" http://10.0.0.7:8188 ", "http://10.0.0.7:8188", "10.0.0.7", 8188],
  ])("[CF1] `%s` is one", (written, ...parts) => {
    const [url, host, port] = parts;
    expect(judgeAddress(written)).toEqual({ ok: true, url, host, port, secure: url.startsWith("https") });
  });

  test.each([
    ["127.0.0.1:8188", "is no address"],
    ["localhost:8188", "is no address"],
    ["ftp://127.0.0.1", "only http and https"],
    ["file:///etc/passwd", "is no address"],
    ["http://", "is no address"],
    ["http://a b", "is no address"],
    ["http://127.0.0.1:0", "port `0`"],
    ["http://127.0.0.1:65536", "port `65536`"],
    ["http://127.0.0.1:8188/?token=1", "more than a host"],
    ["http://127.0.0.1:8188/#x", "more than a host"],
    ["http://näher", "names no host"],
    ["http://a%2eb", "names no host"],
    ["http://a\\b", "names no host"],
    ["", "is no address"],
  ])("[CF1] `%s` is refused", (written, reason) => {
    expect(judgeAddress(written)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  test("[CF1] a login is refused and not repeated", () => {
    const verdict = judgeAddress("http://me:secret@127.0.0.1:8188");
    expect(verdict).toMatchObject({ ok: false, hint: "Leave out what stands before the `@`" });
    expect(JSON.stringify(verdict)).not.toContain("secret");
  });

  test.each([
    ["http://me:secret@pc:8188", "http://…@pc:8188"],
    ["me:secret@pc:8188", "…@pc:8188"],
    ["ftp://me:sec@ret@pc/a", "ftp://…@pc/a"],
    ["http://pc/?token=secret", "http://pc/?…"],
    ["http://pc#secret", "http://pc#…"],
    ["http://me:sec?ret@pc", "http://…"],
    ["http://pc/?to=me@mail&token=secret", "http://…"],
    ["http:/me:secret@pc", "…@pc"],
    ["http://pc:0/?token=secret", "http://pc:0/?…"],
    ["http://ä/?token=secret", "http://ä/?…"],
    ["http://pc:8188/comfy", "http://pc:8188/comfy"],
    ["studio-pc", "studio-pc"],
  ])("[CF8] of `%s` only `%s` is repeated", (written, shown) => {
    expect(showAddress(written)).toBe(shown);
    const verdict = judgeAddress(written);
    expect(verdict.ok ? "" : `${verdict.reason} ${verdict.hint}`).not.toMatch(/sec|ret/);
  });

  test.each([
    "http://2130706433",
    "http://0x7f.1",
    "http://0xa9.0xfe.0xa9.0xfe",
    "http://127.1",
    "http://010.0.0.1",
    "http://1.2.3.4.5",
    "http://a.7",
  ])("[CF2] `%s` is refused, since it may be read as another address", (written) => expect(judgeAddress(written).ok).toBe(false));

  test.each(["http://169.254.169.254", "https://[fe80::1]", "http://0.0.0.0:8188", "https://[::ffff:169.254.169.254]"])(
    "[CF3] `%s` is refused",
    (written) => expect(judgeAddress(written)).toMatchObject({ ok: false }),
  );

  test("[CF4] a public address needs https", () => {
    expect(judgeAddress("http://8.8.8.8:8188")).toMatchObject({
      ok: false,
      reason: expect.stringContaining("outside of your network") as string,
    });
    expect(judgeAddress("https://8.8.8.8:8188").ok).toBe(true);
  });
});

describe("a name that was resolved", () => {
  test.each([
    ["127.0.0.1", false, undefined],
    ["192.168.1.5", false, undefined],
    ["8.8.8.8", true, undefined],
    ["8.8.8.8", false, "outside of your network"],
    ["169.254.169.254", true, "no server of yours"],
    ["fe80::1%eth0", true, "no server of yours"],
  ])("[CF4] to %s (https: %s)", (ip, secure, reason) => {
    const refusal = findIpRefusal(ip, secure);
    if (reason === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toContain(reason);
  });
});
