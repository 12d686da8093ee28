import { envPromoteVerb } from "../../../src/engine/env/move/promote.ts";
import { envTxRunVerb } from "../../../src/engine/env/tx/run-tx.ts";
import { envNodeAddVerb } from "../../../src/engine/env/tx/stage-node.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "./governed-project.ts";

/** An environment that something happened to, and transactions that wait for a person. */
export interface LivedInEnv {
  readonly project: GovernedProject;
  /** The transaction whose candidate brings what runs by itself. */
  readonly moving: string;
}

/** Makes one: a pack is in production, another has a candidate that brings a startup hook, a third one conflicts, a fourth waits. */
export async function openLivedInEnv(): Promise<LivedInEnv> {
  const project = await openGovernedProject();
  project.behave("exit");
  await project.init();
  const stage = async (id: string, needs: string): Promise<void> => {
    await project.call(envNodeAddVerb, { url: project.pack(id, { ...LOADS, "requirements.txt": `${needs}\n` }) });
  };
  const tried = async (id: string, needs: string): Promise<string> => {
    await stage(id, needs);
    return (await project.call(envTxRunVerb, { nodeId: id })).tx.txid;
  };
  await project.call(envPromoteVerb, { txid: await tried("lantern-nodes", "calm-lib") });
  const moving = await tried("glow-pack", "pth-lib\nplain-lib>=2");
  await tried("fog-maker", "old-numpy-lib");
  await stage("tide-tools", "upper-bound-lib");
  return { project, moving };
}
