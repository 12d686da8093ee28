import { describe, expect, test } from "vitest";
import { TouchstoneError } from "../../core/errors.ts";
import { decideBind, type BindRequest } from "./decide-bind.ts";

const ASKED: BindRequest = { host: "127.0.0.1", port: 4170, tls: false, insecure: false, allowedHosts: [] };

function refusalOf(asked: Partial<BindRequest>): string | undefined {
  try {
    decideBind({ ...ASKED, ...asked });
    return undefined;
  } catch (error) {
    return error instanceof TouchstoneError ? `${error.code}: ${error.hint}` : String(error);
  }
}

describe("this machine alone", () => {
  test.each(["127.0.0.1", "127.8.9.255", "::1", "[::1]", "localhost", "LOCALHOST"])("%s is open without a login", (host) => {
    expect(decideBind({ ...ASKED, host })).toMatchObject({
      needsLogin: false,
      cookieName: "touchstone",
    });
  });

  test("it answers for its own address first, and for the other names of this machine", () => {
    const { url, hosts } = decideBind({ ...ASKED, host: "127.0.0.2" });
    expect(hosts).toEqual(["127.0.0.2:4170", "127.0.0.1:4170", "localhost:4170", "[::1]:4170"]);
    expect(url).toBe("http://127.0.0.2:4170/");
  });
});

describe("reachable by others", () => {
  const exposed = [
    "0.0.0.0",
    "::",
    "192.168.1.20",
    "studio.lan",
    "127.0.0.1.evil.example",
    "127.0.0.256",
    "127.1",
    "::ffff:127.0.0.1",
    "2130706433",
  ];

  test.each(exposed)("%s needs TLS or --insecure, and then a login", (host) => {
    const asked = { host, allowedHosts: ["studio.lan"] };
    expect(refusalOf(asked)).toMatch(/^BIND_REFUSED: Give `--cert` and `--key`/);
    expect(decideBind({ ...ASKED, ...asked, tls: true })).toMatchObject({
      url: expect.stringMatching(/^https:/) as unknown,
      needsLogin: true,
      cookieName: "__Host-touchstone",
    });
    expect(decideBind({ ...ASKED, ...asked, insecure: true })).toMatchObject({
      url: expect.stringMatching(/^http:/) as unknown,
      needsLogin: true,
      cookieName: "touchstone",
    });
  });

  test("a name that leads to this machine from elsewhere counts as reachable", () => {
    expect(refusalOf({ allowedHosts: ["studio.example"] })).toMatch(/^BIND_REFUSED/);
    expect(decideBind({ ...ASKED, allowedHosts: ["studio.example"], insecure: true }).needsLogin).toBe(true);
  });

  test("listening everywhere needs a name to be reached by, since any other name is refused", () => {
    expect(refusalOf({ host: "0.0.0.0", tls: true })).toMatch(/^BIND_REFUSED: Add `--allow-host`/);
    expect(decideBind({ ...ASKED, host: "::", tls: true, allowedHosts: ["Studio.lan:8443", "fe80::1"] }).hosts).toEqual([
      "studio.lan:8443",
      "[fe80::1]:4170",
      "127.0.0.1:4170",
      "localhost:4170",
      "[::1]:4170",
    ]);
  });
});

test.each(["", "a b", "http://x", "x/y", "x:port", "-x", "*"])("%j is no host", (host) => {
  expect(refusalOf({ allowedHosts: [host], insecure: true })).toMatch(/^USAGE/);
});

describe("hosts and origins", () => {
  test("carry the exact port, or a name's own", () => {
    const { hosts, origins } = decideBind({ ...ASKED, host: "192.168.1.20", tls: true, allowedHosts: ["studio.lan:8443"] });
    expect(hosts).toEqual(["studio.lan:8443", "192.168.1.20:4170"]);
    expect(origins).toEqual(["https://studio.lan:8443", "https://192.168.1.20:4170"]);
  });

  test("leave the scheme's own port out as browsers do", () => {
    expect(decideBind({ ...ASKED, host: "::1", port: 80 }).hosts.slice(0, 2)).toEqual(["[::1]", "[::1]:80"]);
    expect(decideBind({ ...ASKED, host: "::1", port: 80 }).url).toBe("http://[::1]/");
    expect(decideBind({ ...ASKED, port: 80, tls: true }).hosts).not.toContain("127.0.0.1");
  });
});
