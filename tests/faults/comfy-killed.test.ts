import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ComfyDisturbed,
  type ComfyFault,
  type ComfyKill,
  createComfyFault,
  VICTIMS,
} from "../support/faults/comfy-fault.ts";
import type { FaultAt } from "../support/comfyui/faults.ts";
import type { ServerLife } from "../support/faults/comfy-server.ts";
import type { Inspection } from "../support/faults/inspect-project.ts";
import { pickMomentMs, playRounds } from "../support/faults/play-rounds.ts";

let fault: ComfyFault;
/** What failed is worth a look. */
let isKept = false;
beforeAll(async () => {
  fault = await createComfyFault("comfy-killed");
});
afterAll(() => {
  if (!isKept) fault.remove();
});

/** The steps between us and a server at which either may die, and what shows that the kill came at that step. */
const STEPS: readonly ProtocolStep[] = [
  // Its id is durable, and nothing is sent.
  { name: "before POST", when: { step: "submitted", nth: 1 }, faults: [], accepted: [0, 0], executed: [0, 0] },
  {
    name: "after POST, before the reply",
    when: { accepted: 1 },
    faults: [{ kind: "hungReply", route: "POST /prompt", nth: 1 }],
    accepted: [1, 2],
    executed: [0, 0],
  },
  { name: "running", when: { step: "rendering", nth: 1 }, faults: [], accepted: [1, 2], executed: [0, 0] },
  { name: "after success, before the download", when: { step: "drawn", nth: 1 }, faults: [], accepted: [1, 4], executed: [1, 4] },
  {
    name: "mid-download",
    when: { step: "receiving", nth: 1 },
    faults: [{ kind: "slowDownload", nth: 1 }],
    accepted: [1, 4],
    executed: [1, 4],
  },
];

const STUCK: FaultAt = { kind: "stuck", nth: 1 };

interface ProtocolStep extends Pick<ComfyKill, "when"> {
  readonly name: string;
  readonly faults: readonly FaultAt[];
  /** Least and most prompts that the server's first life may have accepted and executed when both were killed. */
  readonly accepted: Range;
  readonly executed: Range;
}

/** `TOUCHSTONE_COMFY_KILLS=100` for many, and for both at once at each step; `TOUCHSTONE_FAULT_SEED` and `…_ROUND` repeat one. */
const KILLS = Number(process.env["TOUCHSTONE_COMFY_KILLS"] ?? 4);
const AT_STEPS = VICTIMS.filter((victim) => KILLS >= 100 || victim !== "both");

describe.each(AT_STEPS)("kill -9 of %s", (victim) => {
  test.concurrent.each(STEPS)(
    "$name: what is made is kept and counted once",
    async ({ name, when, faults, accepted, executed }) => {
      const round = `${victim}-${name.replaceAll(/\W+/g, "-")}`;
      const { runs, lives, problems } = await fault.disturb(round, [{ victim, when }], {
        // On a busy machine the first prompt would be over before its server is killed; one that lives on has to end it.
        faults: { at: victim !== "touchstone" && executed[1] === 0 ? [...faults, STUCK] : faults },
      });
      expect(problems).toEqual([]);
      expect(lives).toHaveLength(victim === "touchstone" ? 1 : 2);
      const [first] = runs;
      // It came at that step.
      if (victim !== "touchstone") expectWithin(first?.lives[0], { accepted, executed });
      if (victim !== "server") expect(first?.ended?.signal).toBe("SIGKILL");
      if (victim !== "server" && name === "mid-download") expect(halfFilesOf(first?.left)).toHaveLength(1);
      // With a server that lives on, every image was executed once.
      if (victim === "touchstone") expect(lives[0]?.executions).toHaveLength(fault.images);
    },
  );
});

test.concurrent("a server that was at work when Touchstone died, and is back later than Touchstone, is waited for", async () => {
  const killed: ComfyKill = { victim: "both", when: { step: "rendering", nth: 1 } };
  const { lives, problems } = await fault.disturb("later", [killed], { downMs: LATER_MS });
  expect(problems).toEqual([]);
  expect(lives).toHaveLength(2);
});

/** Longer than all attempts of a job take at a server that never answered. */
const LATER_MS = 3_000;

type Range = readonly [least: number, most: number];

function expectWithin(
  life: ServerLife | undefined,
  { accepted, executed }: Readonly<Record<"accepted" | "executed", Range>>,
): void {
  const isWithin = (count: number | undefined, [least, most]: Range) => count !== undefined && least <= count && count <= most;
  expect(life?.accepted.length).toSatisfy((count: number) => isWithin(count, accepted));
  expect(life?.executions.length).toSatisfy((count: number) => isWithin(count, executed));
}

function halfFilesOf(left: Inspection | null | undefined): readonly string[] {
  return left?.leftovers.filter((file) => file.includes("blobs/tmp/")) ?? [];
}

test.concurrent(
  "killed at any moment, Touchstone and its server go on as if nothing had been",
  { timeout: 3_600_000 },
  async () => {
    isKept = true;
    const outcomes = await playRounds({
      file: "tests/faults/comfy-killed.test.ts",
      title: "killed at any moment",
      always: KILLS,
      keptIn: fault.dir,
      async play(round, random) {
        const kill = (): ComfyKill => ({
          victim: VICTIMS[random.nextBelow(VICTIMS.length)]!,
          when: { afterMs: pickMomentMs(random, fault.durationMs) },
        });
        // In every other round what puts things right is disturbed too.
        const kills = round % 2 === 0 ? [kill()] : [kill(), kill()];
        const { runs, problems } = await fault.disturb(`round-${round}`, kills);
        const told = runs.map((run, index) => `${kills[index]?.victim} (${howFar(run, runs[index - 1]?.lives.length ?? 1)})`);
        return { outcome: told.join(", then "), problems };
      },
    });
    isKept = false;
    expect(outcomes.size).toBeGreaterThan(0);
  },
);

/** How far a run had got when something was killed. */
function howFar({ left, lives }: ComfyDisturbed["runs"][number], livesBefore: number): string {
  if (left === null) return lives.length > livesBefore ? "went on" : "was over";
  const made = left.jobs.reduce((sum, job) => sum + job.made.length, 0);
  if (made === 0) return "had made nothing";
  return made < fault.images ? "had made some" : "had made all";
}
