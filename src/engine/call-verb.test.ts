import { expect, test } from "vitest";
import { z } from "zod";
import { callVerb, type WithStudio } from "./call-verb.ts";
import { OutPath } from "./out-path.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

const opened: string[] = [];
const withStudio: WithStudio = async (access, use) => {
  opened.push(access);
  return await use({} as Studio);
};

const exportVerb = defineVerb({
  name: "story.export",
  summary: "Write a story to a file",
  access: "read",
  local: true,
  input: z.strictObject({ out: OutPath }),
  run: async (_studio, { out }) => await Promise.resolve(out),
});

test("a verb that writes where its caller says is run for a caller on this machine", async () => {
  const caller = { by: "person" } as const;
  expect(await callVerb(exportVerb, { input: { out: "/art/story" }, caller, withStudio })).toBe("/art/story");
});

test("it is refused to a caller at the other end of a connection, before anything is opened", async () => {
  opened.length = 0;
  const call = callVerb(exportVerb, { input: { out: "/art/story" }, caller: { by: "person", remote: true }, withStudio });
  await expect(call).rejects.toMatchObject({ code: "USAGE" });
  expect(opened).toEqual([]);
});

test("a path that depends on where the process stands is no input of a verb", async () => {
  const call = callVerb(exportVerb, { input: { out: "story" }, caller: { by: "person" }, withStudio });
  await expect(call).rejects.toMatchObject({
    code: "INPUT_INVALID",
    message: "`out` is not accepted: it must be an absolute path",
  });
});

test("a verb that writes nothing outside is run for every caller", async () => {
  const { local: _local, ...rest } = exportVerb;
  const caller = { by: "person", remote: true } as const;
  expect(await callVerb(rest, { input: { out: "/art/story" }, caller, withStudio })).toBe("/art/story");
});
