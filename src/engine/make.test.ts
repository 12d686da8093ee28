import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openGame, type OpenGame } from "../../tests/support/open-game.ts";
import { inputDocuments, inputsDigestOf } from "../core/assets/plan/inputs.ts";
import { selectInputs } from "../core/assets/plan/select-inputs.ts";
import { formatLock, freezeSpec, parseLock } from "../core/assets/ready/lock.ts";
import { callVerb } from "./call-verb.ts";
import { makeVerb } from "./make.ts";
import { loadProject } from "./project.ts";
import { storeOf } from "./studio.ts";

let game: OpenGame;

beforeEach(async () => {
  game = await openGame({ gems: { variants: 1 }, runes: { variants: 1 } });
});

afterEach(async () => await game.close());

/** Freezes a spec with a tag that the catalogue no longer has, as an older Touchstone with other rules might have. */
async function freezeWithUnknownTag(id: string): Promise<void> {
  const { projectDir } = game.studio;
  const { records } = await loadProject(game.studio);
  const inputs = { ...selectInputs(records, { ...records.specs.get(id)!, tags: ["item:nothing"] }) };
  const file = path.join(projectDir, "touchstone.lock");
  const documents = inputDocuments(inputs);
  const frozen = { inputs: documents, inputsDigest: inputsDigestOf(documents) };
  writeFileSync(file, formatLock(freezeSpec(parseLock(readFileSync(file, "utf8")), id, frozen)));
}

test("a ready spec whose frozen plan is blocked is refused by name, and nothing of the request is queued", async () => {
  await freezeWithUnknownTag("runes");
  const made = callVerb(makeVerb, { input: { specs: ["gems", "runes"] }, caller: { by: "person" }, withStudio: game.withStudio });
  await expect(made).rejects.toMatchObject({ code: "PLAN_BLOCKED", message: expect.stringContaining("runes") as string });
  expect(storeOf(game.studio).listJobs({})).toEqual([]);
});
