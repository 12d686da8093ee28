import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CellTrace } from "./CellTrace.tsx";
import { GoldenTrace } from "./GoldenTrace.tsx";
import { PlaytestOverview } from "./PlaytestOverview.tsx";
import { readPlaytestSearch, type ShowPlaytest } from "./playtest-search.ts";
import { StoryScreen } from "./StoryScreen.tsx";
import { usePlaytest } from "./use-playtest.ts";

/** Stories, the suites that play them, and the goldens: what changed and why. A trace or a story opens in place. */
export function PlaytestPage(): ReactNode {
  const search = readPlaytestSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const show: ShowPlaytest = (next) => void navigate({ to: "/playtest", search: next });
  const back = (): void => show({});
  const { data, error, refetch } = usePlaytest();
  if (search.golden !== undefined) return <GoldenTrace key={search.golden} golden={search.golden} onBack={back} />;
  if (search.cell !== undefined) return <CellTrace key={search.cell} cell={search.cell} run={search.run ?? ""} onBack={back} />;
  if (search.story !== undefined) {
    const choose = (node: string): void =>
      void navigate({ to: "/playtest", search: { story: search.story, node }, replace: true });
    return <StoryScreen story={search.story} node={search.node ?? null} onNode={choose} onBack={back} />;
  }
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the stories" />;
  return <PlaytestOverview overview={data} show={show} />;
}
