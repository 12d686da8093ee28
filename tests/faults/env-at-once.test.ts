import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { envCommands } from "../support/faults/env-commands.ts";
import { recoverProject } from "../support/faults/env-fault.ts";
import { linkProject, runEnv } from "../support/faults/run-env.ts";
import { findBrokenFiles, findUnsettled, lookAtProduction, readPointer } from "../support/faults/env-state.ts";
import { outwaitOrphans } from "../support/faults/orphans.ts";
import { playRounds } from "../support/faults/play-rounds.ts";
import { createWorkshop } from "../support/sample-game.ts";
import { type FailureJson, startTouchstone, touchstone } from "../support/touchstone.ts";

test(
  "whoever comes second waits, or is refused with the pid and command of the first; after its death the next has it at once",
  { timeout: 120_000 },
  async () => {
    const workshop = createWorkshop("env-holder");
    const { txRun } = await envCommands();
    const project = workshop.at("project");
    await linkProject(txRun.template, project);
    const before = await lookAtProduction(project);
    const holder = startTouchstone(txRun.words, { cwd: project });
    while (!existsSync(`${project}/env/state/intent.json`)) await sleep(2);
    // A process that does not get on holds the environment all the same.
    holder.kill("SIGSTOP");

    const refused = await Promise.all(
      [
        ["env", "rollback"],
        ["env", "recover"],
      ].map(async (words) => await touchstone([...words, "--wait", "0", "--json"], { cwd: project })),
    );
    for (const { exitCode, stdout } of refused) {
      const { error } = JSON.parse(stdout) as FailureJson;
      expect(error.message).toBe(
        `the environment is being changed by process \`${holder.pid}\`, \`touchstone env tx run ropes\``,
      );
      expect([error.code, exitCode]).toEqual(["ENV_LOCKED", 6]);
    }
    // Who only looks does not wait, and is told.
    const status = await touchstone(["env", "status", "--json"], { cwd: project });
    expect(JSON.parse(status.stdout)).toMatchObject({ holder: { pid: holder.pid }, current: { number: 3 } });

    const waiting = runEnv(["env", "rollback"], project, {});
    await sleep(1000);
    const killedMs = performance.now();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const { exitCode, output } = await waiting;
    expect(exitCode, output).toBe(0);
    // It asks every 100 ms, recovers and moves the pointer; with room for a busy machine.
    expect(performance.now() - killedMs).toBeLessThan(5000);
    expect(readPointer(`${project}/env`)).toBe("generations/2");
    await outwaitOrphans(project);
    await recoverProject(project);
    expect([...findBrokenFiles(project), ...findUnsettled(project)]).toEqual([]);
    expect(await lookAtProduction(project)).not.toBe(before);
    workshop.remove();
  },
);

const ALL_AT_ONCE = "2 to 8 commands at once, one of them killed, come one after the other";

test(ALL_AT_ONCE, { timeout: 36_000_000 }, async () => {
  const workshop = createWorkshop("env-at-once");
  const { rollback } = await envCommands();
  await playRounds({
    file: "tests/faults/env-at-once.test.ts",
    title: ALL_AT_ONCE,
    always: 1,
    keptIn: workshop.dir,
    async play(round, random) {
      const project = workshop.at(`round-${round}`);
      await linkProject(rollback.template, project);
      const lines = historyOf(project).length;
      const count = 2 + random.nextBelow(7);
      const doomed = random.nextBelow(count);
      const afterMs = random.nextBelow(150);
      const ended = await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const words = ["env", "rollback", index % 2 === 0 ? "3" : "4", "--wait", "60"];
          return await runEnv(words, project, { afterMs: index === doomed ? afterMs : null });
        }),
      );
      await outwaitOrphans(project);
      await recoverProject(project);
      const moved = ended.filter(({ exitCode }) => exitCode === 0).length;
      const killed = ended.filter(({ signal }) => signal !== null).length;
      const told = historyOf(project)
        .slice(lines)
        .filter((line) => line.includes('"rolled_back"')).length;
      await lookAtProduction(project);
      const problems = [
        ...findBrokenFiles(project),
        ...findUnsettled(project),
        // To go where the pointer is already is refused; nothing else is.
        ...ended
          .filter(({ exitCode, signal, output }) => exitCode !== 0 && signal === null && !output.includes("STATE_CONFLICT"))
          .map(({ output }) => output),
        ...(told < moved || told > moved + killed ? [`${moved} came to their end, and the history tells of ${told}`] : []),
      ];
      return { outcome: `${count} at once`, problems };
    },
  });
  workshop.remove();
});

function historyOf(project: string): readonly string[] {
  return readFileSync(`${project}/env/state/history.jsonl`, "utf8").split("\n").slice(0, -1);
}
