import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { EnvWork } from "../../../core/live/env-work.ts";
import type { VerbOutput } from "../../../server/api.ts";
import type { ApiFailure } from "../../api/api-failure.ts";
import { rememberEnvWork, useEnvWork } from "../../api/env-work-store.ts";
import { useVerb } from "../../api/use-verb.ts";

export type EnvStatus = VerbOutput<"env.status">;
export type TxRow = EnvStatus["transactions"][number];
export type StagedRow = EnvStatus["staged"][number];
export type GenerationRow = EnvStatus["generations"][number];
export type TxShown = VerbOutput<"env.tx.inspect">;
export type GenerationShown = VerbOutput<"env.generation.show">;

/**
 * How often the environment is asked for while somebody looks, in ms. What happened to it the stream tells at once; who works on
 * it now, and how ComfyUI is, nobody tells. Guesses: each answer reads every file of production's node packs.
 */
const ASK_MS = { idle: 15_000, serving: 5_000, busy: 2_000 } as const;
/** A transaction at work is one small file. In ms. */
const ASK_TX_MS = 1_000;

/** The environment at a glance, for as long as somebody looks. */
export function useEnvironment(): UseQueryResult<EnvStatus, ApiFailure> {
  const query = useVerb("env.status", {});
  const client = useQueryClient();
  const everyMs = query.data === undefined ? ASK_MS.idle : paceOf(query.data);
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === "visible") void client.invalidateQueries({ queryKey: ["env.status"] });
    };
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, client]);
  return query;
}

function paceOf({ holder, process }: EnvStatus): number {
  if (holder !== null || process.state === "starting") return ASK_MS.busy;
  return process.state === "stopped" ? ASK_MS.idle : ASK_MS.serving;
}

/** What this server does for the environment, or has just done, newest first; the stream tells how far it is. */
export function useWorks(): readonly EnvWork[] {
  const { data } = useVerb("env.work.list", {});
  useEffect(() => {
    if (data !== undefined) rememberEnvWork(data.works);
  }, [data]);
  return useEnvWork();
}

/** One transaction; it is asked for again while it is at work. */
export function useTx(txid: string, isAtWork: boolean): UseQueryResult<TxShown, ApiFailure> {
  const query = useVerb("env.tx.inspect", { txid });
  const client = useQueryClient();
  useEffect(() => {
    if (!isAtWork) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ["env.tx.inspect"] }), ASK_TX_MS);
    return () => clearInterval(timer);
  }, [isAtWork, client]);
  return query;
}
