import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CompareScreen } from "./CompareScreen.tsx";
import { RunScreen } from "./RunScreen.tsx";
import { TraceScreen } from "./TraceScreen.tsx";
import { TrialsOverview } from "./TrialsOverview.tsx";
import { readTrialsSearch, type ShowTrials } from "./trials-search.ts";
import { useTrials } from "./use-trials.ts";

/** Scenarios, how often each passes and within which bounds, runs, their trials and traces, and two runs beside each other. */
export function TrialsPage(): ReactNode {
  const { run, trace, beside, a, b } = readTrialsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const show: ShowTrials = (search) => void navigate({ to: "/trials", search });
  const { data, error, refetch } = useTrials();
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the scenarios" />;
  if (run !== undefined && trace !== undefined) return <TraceScreen {...{ run, trace, beside, show }} />;
  if (run !== undefined) return <RunScreen key={run} {...{ run, show }} overview={data} />;
  if (a !== undefined && b !== undefined) return <CompareScreen {...{ a, b, show }} />;
  return <TrialsOverview overview={data} show={show} />;
}
