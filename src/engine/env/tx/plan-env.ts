import { z } from "zod";
import { NodeId } from "../../../core/env/truth/node-record.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { createTeller } from "../env-teller.ts";
import { findTools } from "../build/env-tools.ts";
import { interruptible } from "../interruptible.ts";
import { requireEnvConfig } from "../load-env-config.ts";
import { openProduction } from "../open-base.ts";
import { type NodePlan, planNode } from "./plan-node.ts";
import { chooseStaged, listStaged } from "./staged-files.ts";

const PlanInput = z.strictObject({
  nodeId: NodeId.optional().describe("The staged node pack; default: all of them, each by itself"),
  allowBuild: z.array(z.string().min(1).max(200)).max(200).default([]).describe("Packages that may be built from source for it"),
  allowUrl: z
    .array(z.string().min(1).max(2048))
    .max(200)
    .default([])
    .describe("Requirement lines with an address that are approved, letter by letter"),
});

export interface PlanAnswer {
  /** The generation that they start from. */
  readonly base: number;
  /** Sorted by the packs' ids. */
  readonly plans: readonly NodePlan[];
}

/**
 * What the next transaction of each staged node pack would change, each by itself. Resolved in a folder elsewhere: nothing in
 * `env/` is written, and the lock is not needed.
 *
 * @throws TouchstoneError ENV_NOT_FOUND, NODE_NOT_FOUND, ENV_DAMAGED, INPUT_INVALID, UV_MISSING, GIT_MISSING, GIT_FAILED, INTERRUPTED.
 */
async function planEnv(studio: Studio, input: z.output<typeof PlanInput>, caller: Caller): Promise<PlanAnswer> {
  const home = envHomeOf(studio.projectDir);
  const base = await openProduction(home);
  const config = await requireEnvConfig(home);
  const chosen = input.nodeId === undefined ? await listStaged(home) : [await chooseStaged(home, input.nodeId)];
  const tools = await findTools(studio, { home, config, base: base.number });
  const tell = createTeller((step) => caller.onStep?.(step), ["locking"]);
  const plans: NodePlan[] = [];
  for (const staged of chosen) {
    tell("locking", staged.id);
    const site = { studio, tools, config, signal: caller.signal };
    const facts = { home, base, staged, allow: input };
    plans.push(await interruptible(caller.signal, async () => await planNode(site, facts)));
  }
  return { base: base.number, plans };
}

export const envPlanVerb = defineVerb({
  name: "env.plan",
  summary: "Show what the next transaction of each staged node pack would change, building nothing",
  access: "files",
  input: PlanInput,
  run: planEnv,
});
