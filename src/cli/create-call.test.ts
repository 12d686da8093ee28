import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { TouchstoneError } from "../core/errors.ts";
import type { WithStudio } from "../engine/call-verb.ts";
import { defineVerb } from "../engine/verb.ts";
import { createCall } from "./create-call.ts";

const VARIABLE = "TOUCHSTONE_COMFYUI_URL";
/** A machine that runs these tests may have one. */
const ownServer = process.env[VARIABLE];
const owner = createServer((_, response) => void response.end('{"output":"the owner"}\n'));

beforeEach(async () => {
  delete process.env[VARIABLE];
  await once(owner.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  if (ownServer === undefined) delete process.env[VARIABLE];
  else process.env[VARIABLE] = ownServer;
  owner.closeAllConnections();
  await once(owner.close(), "close");
});

const here: WithStudio = async (_access, use) => await use({} as Parameters<typeof use>[0]);
const locked: WithStudio = async () => {
  throw new TouchstoneError("PROJECT_LOCKED", "owned");
};

/** Who answers a verb of the name of one that is served. */
async function answerOf({ ownerKnows = false, isServing = true, withStudio = here }): Promise<string> {
  const url = `http://127.0.0.1:${(owner.address() as AddressInfo).port}`;
  const call = createCall({
    withStudio,
    findDir: async () => "/game",
    findServer: () => (isServing ? { url, token: "secret" } : undefined),
  });
  const verb = defineVerb({
    name: "backend.list",
    summary: "",
    access: "files",
    ...(ownerKnows ? { ownerKnows } : {}),
    input: z.strictObject({}),
    run: async () => "this process",
  });
  return await call(verb, { input: {}, caller: { by: "person" } });
}

test("a verb is answered here, or by the owner when the folder is its own", async () => {
  expect(await answerOf({})).toBe("this process");
  expect(await answerOf({ withStudio: locked })).toBe("the owner");
  await expect(answerOf({ withStudio: locked, isServing: false })).rejects.toMatchObject({ code: "PROJECT_LOCKED" });
});

test("what the owner alone knows in full is asked of it, where one serves", async () => {
  expect(await answerOf({ ownerKnows: true })).toBe("the owner");
  expect(await answerOf({ ownerKnows: true, isServing: false })).toBe("this process");
});

test("a server that the environment names is unknown to the owner, so it is looked at here", async () => {
  process.env[VARIABLE] = "http://127.0.0.1:8188";
  expect(await answerOf({ ownerKnows: true })).toBe("this process");
});
