import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type AssetSearch, type AssetTab, readAssetSearch } from "../../../core/view/asset-search.ts";
import { ApiFailure } from "../../api/api-failure.ts";
import { useVerb } from "../../api/use-verb.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { TabBar } from "../../components/TabBar.tsx";
import { AssetHeader } from "./AssetHeader.tsx";
import { AssetStage } from "./AssetStage.tsx";
import { AttemptsTab } from "./AttemptsTab.tsx";
import { ContractTab } from "./ContractTab.tsx";
import { PromptTab } from "./PromptTab.tsx";
import { ReplayTab } from "./ReplayTab.tsx";
import { TraceTab } from "./TraceTab.tsx";
import { type ShownAsset, useLineage, useSpecTitle } from "./use-asset.ts";
import { useAssetActions } from "./use-asset-actions.ts";
import { useReplay } from "./use-replay.ts";
import { VersionStrip } from "./VersionStrip.tsx";
import { WhyTab } from "./WhyTab.tsx";
import { useViewing } from "../../viewing/viewing-store.ts";
import styles from "./asset-page.module.css";

/** One version: its images, and how it came to be. */
export function AssetPage(): ReactNode {
  const { version = "" } = useParams({ strict: false });
  const { data, error, refetch } = useVerb("asset.show", { version });
  if (error instanceof ApiFailure && error.status === 404 && data === undefined) return <NoSuchVersion />;
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the evidence" />;
  return <AssetScreen key={version} shown={data} />;
}

function NoSuchVersion(): ReactNode {
  return (
    <>
      <h1 className="visually-hidden">Asset</h1>
      <EmptyState title="There is no such version" action={<Link to="/library">Go to the Library</Link>}>
        The link may be of another project. Everything that was made here is in the Library.
      </EmptyState>
    </>
  );
}

const TABS: readonly { readonly id: AssetTab; readonly label: string }[] = [
  { id: "why", label: "Why" },
  { id: "prompt", label: "Prompt" },
  { id: "contract", label: "Contract" },
  { id: "attempts", label: "Attempts" },
  { id: "trace", label: "Trace" },
  { id: "replay", label: "Replay" },
];

function AssetScreen({ shown }: { shown: ShownAsset }): ReactNode {
  const { version } = shown;
  useViewing([version.specId]);
  const search = readAssetSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (patch: AssetSearch): void =>
    void navigate({ to: "/assets/$version", params: { version: version.id }, search: { ...search, ...patch }, replace: true });
  const lineage = useLineage(version.specId, version.id);
  const title = useSpecTitle(version.specId);
  const replay = useReplay(version.id);
  const actions = useAssetActions({ shown, lineage, search, change, replay });
  const tab = search.tab ?? "why";
  return (
    <div className={styles["page"]}>
      <AssetHeader {...{ shown, title, lineage, actions }} />
      <div className={styles["split"]}>
        <section className={styles["look"]} aria-label="Images and versions">
          <AssetStage {...{ shown, title, lineage, search, change }} />
          <VersionStrip {...{ lineage, title, search, change }} />
        </section>
        <section className={styles["evidence"]} aria-label="How it came to be">
          <TabBar label="Evidence" tabs={TABS} chosen={tab} onChoose={(id) => change({ tab: id })} />
          <div className={styles["panel"]} role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} tabIndex={0}>
            {tab === "why" ? <WhyTab shown={shown} /> : null}
            {tab === "prompt" ? <PromptTab shown={shown} /> : null}
            {tab === "contract" ? <ContractTab shown={shown} /> : null}
            {tab === "attempts" ? <AttemptsTab shown={shown} /> : null}
            {tab === "trace" ? <TraceTab shown={shown} /> : null}
            {tab === "replay" ? <ReplayTab shown={shown} replay={replay} /> : null}
          </div>
        </section>
      </div>
    </div>
  );
}
