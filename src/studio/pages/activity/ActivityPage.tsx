import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { TabBar } from "../../components/TabBar.tsx";
import { readActivitySearch, type ShowActivity } from "./activity-search.ts";
import styles from "./activity.module.css";
import { EventsTab } from "./EventsTab.tsx";
import { JobsTab } from "./JobsTab.tsx";
import { RecordTools, useProof } from "./RecordTools.tsx";
import { useActivityActions } from "./use-activity-actions.ts";

const TABS = [
  { id: "events", label: "Events" },
  { id: "jobs", label: "Jobs" },
] as const;

/** Everything that happened, each event with its cause; jobs with their attempts; and the proof that the record is whole. */
export function ActivityPage(): ReactNode {
  const search = readActivitySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const show: ShowActivity = (patch) => void navigate({ to: "/activity", search: { ...search, ...patch }, replace: true });
  const proof = useProof();
  useActivityActions({ search, show, verify: proof.proveChain });
  const tab = search.tab ?? "events";
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className="visually-hidden">Activity</h1>
        <TabBar label="Activity" tabs={TABS} chosen={tab} onChoose={(id) => show({ tab: id === "jobs" ? "jobs" : undefined })} />
        <RecordTools proof={proof} />
      </header>
      <div className={styles.tab} id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === "jobs" ? <JobsTab search={search} show={show} /> : <EventsTab search={search} show={show} />}
      </div>
    </div>
  );
}
