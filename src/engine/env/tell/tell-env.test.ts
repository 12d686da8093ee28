import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { historyLine } from "../../../core/env/history/history-line.fixture.ts";
import { copySample, createWorkshop, studioAt } from "../../../../tests/support/sample-game.ts";
import { storeOf, type Studio } from "../../studio.ts";
import { checkHistory } from "./check-history.ts";
import { envHomeOf } from "../env-home.ts";
import { tellEnv } from "./tell-env.ts";
import { watchEnv } from "./watch-env.ts";

const workshop = createWorkshop("told");
const dir = copySample(workshop.at("game"), "starter");
const home = envHomeOf(dir);
mkdirSync(home.state, { recursive: true });
afterAll(workshop.remove);

/** Owns the project for as long as `use` takes. */
const owning = studioAt(dir);
const write = (...lines: readonly object[]): void =>
  appendFileSync(home.history, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
const toldTo = (studio: Studio): readonly string[] =>
  storeOf(studio)
    .readEvents({ since: 0, limit: 100, entityId: "environment" })
    .events.map(({ type, idempotencyKey, causalChainId }) => `${type} ${idempotencyKey} ${causalChainId}`);

test("[EH1] lines are told once, however often and by how many they are looked at, and one that cannot be read hides none after it", async () => {
  await owning("own", async (studio) => {
    await expect(tellEnv(studio)).resolves.toEqual([]);
    write(historyLine("a"));
    appendFileSync(home.history, "torn{\n");
    write(historyLine("b", { type: "tx_finished", txid: "t" }));
    const damage = [{ line: 2, why: "it is not a history line" }];
    await expect(Promise.all([tellEnv(studio), tellEnv(studio)])).resolves.toEqual([damage, damage]);
    expect(toldTo(studio)).toEqual(["env.staged a a", "env.tx_finished b a"]);
    // Who mends the line is told of it, and of nothing else again.
    writeFileSync(
      home.history,
      readFileSync(home.history, "utf8").replace("torn{", JSON.stringify(historyLine("c", { nodeId: "moss" }))),
    );
    await expect(tellEnv(studio)).resolves.toEqual([]);
    expect(toldTo(studio)).toHaveLength(3);
  });
});

test("[EH3] a line that somebody changed after it was told is not told again, and keeps nobody from owning the project", async () => {
  writeFileSync(home.history, readFileSync(home.history, "utf8").replaceAll("Staged", "Stolen"));
  expect(await owning("own", async (studio) => toldTo(studio))).toHaveLength(3);
});

test("what another process does is told while the owner lives", async () => {
  await owning("own", async (studio) => {
    const watch = watchEnv(studio, 20);
    write(historyLine("d", { type: "promoted", txid: "t" }));
    for (let waited = 0; waited < 200 && toldTo(studio).length < 4; waited++) await sleep(20);
    await watch.stop();
    expect(toldTo(studio).at(-1)).toBe("env.promoted d a");
  });
});

test("what was done while nobody owned the project is told by its next owner, once", async () => {
  write(historyLine("e", { type: "rolled_back", nodeId: null }));
  const told = async (): Promise<readonly string[]> => await owning("own", async (studio) => toldTo(studio));
  expect((await told()).at(-1)).toBe("env.rolled_back e e");
  expect(await told()).toHaveLength(5);
});

test("[EH1] status names the line that cannot be read", async () => {
  await expect(checkHistory(home)).resolves.toBeUndefined();
  appendFileSync(home.history, "torn{\n\n");
  await expect(checkHistory(home)).rejects.toMatchObject({
    code: "ENV_DAMAGED",
    message: "a line of the environment's history cannot be read: it is not a history line; 1 more such follow",
    place: { file: "env/state/history.jsonl", line: 6 },
  });
});
