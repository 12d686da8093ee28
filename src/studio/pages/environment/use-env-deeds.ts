import { useQueryClient } from "@tanstack/react-query";
import type { EnvWork } from "../../../core/live/env-work.ts";
import type { VerbInput, VerbOutput } from "../../../server/api.ts";
import { ApiFailure } from "../../api/api-failure.ts";
import { envWorkEnd } from "../../api/env-work-store.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";
import { txMarkOf } from "../../../core/env/view/tx-marks.ts";
import type { EnvStatus } from "./use-environment.ts";

/** What is done on the page. Each says what it came to, with the way back where there is one. */
export interface EnvDeeds {
  /** Resolves when it has begun. @throws ApiFailure why it cannot */
  readonly add: (input: VerbInput<"env.node.add">) => Promise<void>;
  readonly update: (input: VerbInput<"env.node.update">) => Promise<void>;
  readonly unstage: (id: string) => void;
  readonly run: (nodeId: string, wishes?: Pick<VerbInput<"env.tx.run">, "allowBuild">) => void;
  readonly resolve: (txid: string, pins: readonly string[]) => void;
  readonly abort: (txid: string) => void;
  readonly promote: (input: VerbInput<"env.promote">) => Promise<void>;
  readonly rollback: (input: VerbInput<"env.rollback">) => Promise<void>;
  readonly remove: (input: VerbInput<"env.node.remove">) => Promise<void>;
  readonly start: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
  readonly recover: () => void;
  readonly stopWork: (work: string) => void;
}

type Begun = VerbOutput<"env.tx.run">;
/** What is said when work has ended well. */
interface Said {
  readonly text: string | (() => Promise<string>);
  readonly undo?: () => Promise<unknown>;
}

/** @param current  Production as the page shows it: where a promote or a removal is taken back to. */
export function useEnvDeeds(current: number | null): EnvDeeds {
  const client = useQueryClient();
  const again = async (): Promise<void> => await client.invalidateQueries();
  /** Asks for work, and follows it. @throws ApiFailure where it is refused */
  const begin = async (ask: () => Promise<unknown>, said: Said): Promise<void> => {
    const begun = (await ask().finally(() => void again())) as Begun;
    void follow(begun, said).finally(() => void again());
  };
  /** The same where a refusal has no place of its own on the page. */
  const begun = (ask: () => Promise<unknown>, said: Said): void => void begin(ask, said).catch(sayRefusal);
  const back = (): { undo?: () => Promise<unknown> } =>
    current === null ? {} : { undo: async () => await wait(await callVerb("env.rollback", { target: String(current) })) };
  const toProduction = (what: string): Said => ({ text: what, ...back() });
  const stop = async (): Promise<unknown> => await callVerb("env.stop", {});
  const start = async (): Promise<unknown> => await callVerb("env.run", {});
  return {
    add: async (input) => await begin(async () => await callVerb("env.node.add", input), { text: "Fetched: it waits for a try" }),
    update: async (input) =>
      await begin(async () => await callVerb("env.node.update", input), { text: async () => await updatedWords(input.id) }),
    unstage: (id) =>
      begun(async () => await callVerb("env.node.remove", { id }), { text: `${id} no longer waits; production is as it was` }),
    run: (nodeId, wishes = {}) =>
      begun(async () => await callVerb("env.tx.run", { nodeId, ...wishes }), { text: async () => await triedWords(nodeId) }),
    resolve: (txid, pins) =>
      begun(async () => await callVerb("env.resolve", { txid, pins: [...pins] }), {
        text: async () => await resolvedWords(txid, pins),
        undo: async () => await wait(await callVerb("env.resolve", { txid, drop: pins.map(packageOf) })),
      }),
    abort: (txid) =>
      begun(async () => await callVerb("env.tx.abort", { txid }), {
        text: "Given up: its candidate is gone, production is as it was",
      }),
    promote: async (input) =>
      await begin(async () => await callVerb("env.promote", input), toProduction("Promoted: the candidate is production")),
    rollback: async (input) =>
      await begin(async () => await callVerb("env.rollback", input), toProduction("Rolled back: production is an earlier state")),
    remove: async (input) =>
      await begin(async () => await callVerb("env.node.remove", input), toProduction(`Removed ${input.id} from production`)),
    start: () => begun(start, { text: "ComfyUI runs", undo: stop }),
    stop: () => begun(stop, { text: "ComfyUI is stopped", undo: start }),
    restart: () =>
      begun(
        async () => {
          await stop();
          return await start();
        },
        { text: "ComfyUI runs production" },
      ),
    recover: () => begun(async () => await callVerb("env.recover", {}), { text: "Settled what was cut off" }),
    stopWork: (work) => void callVerb("env.work.stop", { work }).catch(sayRefusal),
  };
}

/** Says what work came to when it has ended. */
async function follow(begun: Begun, { text, undo }: Said): Promise<void> {
  const end = await endOf(begun);
  if (end?.failure != null) {
    const { message, hint } = end.failure;
    return notify({ text: hint === null ? `${capital(message)}.` : `${capital(message)}. → ${hint}`, tone: "fail" });
  }
  const words = typeof text === "string" ? text : await text();
  notify({ text: words, ...(undo === undefined ? {} : { undo }) });
}

/** Work that is over when it is answered, or is no work at all, has nothing to wait for. */
async function endOf(begun: Partial<Begun>): Promise<EnvWork | null> {
  return begun.work !== undefined && begun.state === "running" ? await envWorkEnd(begun.work) : null;
}

/** Waits for work that takes something back. @throws ApiFailure why it could not */
async function wait(answer: unknown): Promise<void> {
  const end = await endOf(answer as Partial<Begun>);
  if (end?.failure != null) throw new ApiFailure(0, end.failure);
}

async function triedWords(nodeId: string): Promise<string> {
  const { transactions }: EnvStatus = await callVerb("env.status", {});
  const tx = transactions.find((each) => each.nodeId === nodeId);
  return tx === undefined ? `Tried ${nodeId}` : `Tried ${nodeId}: ${txMarkOf(tx.status).word}`;
}

async function resolvedWords(txid: string, pins: readonly string[]): Promise<string> {
  const { tx } = await callVerb("env.tx.inspect", { txid });
  return `Tried ${tx.nodeId} with ${pins.join(", ")}: ${txMarkOf(tx.status).word}`;
}

async function updatedWords(id: string): Promise<string> {
  const { staged }: EnvStatus = await callVerb("env.status", {});
  const found = staged.find((each) => each.id === id);
  return found === undefined
    ? `${id} is at that commit already`
    : `Fetched ${id} at ${found.commit.slice(0, 8)}: it waits for a try`;
}

/** The package of a pin such as `numpy==1.26.4`. */
function packageOf(pin: string): string {
  return pin.split("==")[0] ?? pin;
}

function sayRefusal(error: unknown): void {
  notify({ text: `${capital(error instanceof Error ? error.message : "it failed")}.`, tone: "fail" });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
