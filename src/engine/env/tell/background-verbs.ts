import { z } from "zod";
import type { Verb } from "../../verb.ts";
import { inBackground, planOrBackground } from "./in-background.ts";
import { envPromoteVerb } from "../move/promote.ts";
import { envRecoverVerb } from "../hold/recover-verb.ts";
import { envNodeRemoveVerb } from "../move/remove-node.ts";
import { envResolveVerb } from "../tx/resolve-tx.ts";
import { envRollbackVerb } from "../move/rollback.ts";
import { envRunVerb } from "../comfyui/run-comfyui.ts";
import { envTxRunVerb } from "../tx/run-tx.ts";
import { envNodeAddVerb, envNodeUpdateVerb } from "../tx/stage-node.ts";

/** A server does not stay with ComfyUI: it is left to a process of its own, and outlives the server. */
const DetachedInput = z.strictObject({ port: envRunVerb.input.shape.port });

const detachedRunVerb: Verb<typeof DetachedInput, Awaited<ReturnType<typeof envRunVerb.run>>> = {
  ...envRunVerb,
  summary: "Start production's ComfyUI in a process of its own",
  input: DetachedInput,
  run: async (studio, input, caller) => await envRunVerb.run(studio, { ...input, detach: true }, caller),
};

/** The long verbs of the environment as a server offers them: each goes on when it is answered. */
export const envBackgroundVerbs = {
  "env.node.add": inBackground(envNodeAddVerb, ({ id, url }) => id ?? url),
  "env.node.update": inBackground(envNodeUpdateVerb, ({ id }) => id),
  "env.node.remove": planOrBackground(envNodeRemoveVerb, ({ id }) => id),
  "env.tx.run": inBackground(envTxRunVerb, ({ nodeId = null }) => nodeId),
  "env.resolve": inBackground(envResolveVerb, ({ txid }) => txid),
  "env.promote": planOrBackground(envPromoteVerb, ({ txid }) => txid),
  "env.rollback": planOrBackground(envRollbackVerb, ({ target = null }) => target),
  "env.recover": inBackground(envRecoverVerb, () => null),
  "env.run": inBackground(detachedRunVerb, () => null),
} as const;
