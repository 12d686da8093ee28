import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { EnvironmentOverview } from "./EnvironmentOverview.tsx";
import { generationOf, readEnvironmentSearch, type ShowEnvironment } from "./environment-search.ts";
import { NoEnvironment } from "./NoEnvironment.tsx";
import { TxScreen } from "./TxScreen.tsx";
import { useEnvironment } from "./use-environment.ts";

/** The governed ComfyUI environment: its generations, what a candidate changes, the gates before a promote, and the way back. */
export function EnvironmentPage(): ReactNode {
  const search = readEnvironmentSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const show: ShowEnvironment = (next) => void navigate({ to: "/environment", search: next });
  const keep: ShowEnvironment = (next) => void navigate({ to: "/environment", search: next, replace: true });
  const { data, error, refetch } = useEnvironment();
  if (error !== null && data === undefined) {
    return error.code === "ENV_NOT_FOUND" ? <NoEnvironment /> : <Failure error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <Loading what="Reading the environment" />;
  if (!data.isInitialized) return <NoEnvironment />;
  if (search.at !== undefined && generationOf(search) === null) {
    return <TxScreen key={search.at} txid={search.at} status={data} show={show} />;
  }
  return <EnvironmentOverview {...{ search, show, keep }} status={data} />;
}
