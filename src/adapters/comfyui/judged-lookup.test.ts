import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { judgedLookup } from "./judged-lookup.ts";

/** What a connection is told of a name; the resolver gives addresses back as they are, as names that lead there would. */
async function lookUp(name: string, { secure = false, all = true } = {}): Promise<string | readonly LookupAddress[]> {
  return await new Promise((resolve, reject) => {
    judgedLookup(secure)(name, { all }, (error, found) => (error === null ? resolve(found) : reject(error)));
  });
}

test("a name leads to where it may", async () => {
  expect(await lookUp("127.0.0.1")).toEqual([{ address: "127.0.0.1", family: 4 }]);
  expect(await lookUp("127.0.0.1", { all: false })).toBe("127.0.0.1");
  expect(await lookUp("8.8.8.8", { secure: true })).toEqual([{ address: "8.8.8.8", family: 4 }]);
});

test.each(["169.254.169.254", "0.0.0.0", "8.8.8.8"])("a name that leads to %s is refused", async (address) => {
  for (const all of [true, false]) {
    await expect(lookUp(address, { all })).rejects.toMatchObject({ code: "BACKEND_ADDRESS_REFUSED" });
  }
});

test("a name that leads nowhere is the resolver's own failure", async () => {
  await expect(lookUp("no-such-host.invalid")).rejects.toMatchObject({ syscall: "getaddrinfo" });
});
