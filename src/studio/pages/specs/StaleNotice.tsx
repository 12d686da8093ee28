import { STALE_MARK } from "../../../core/report/outcome-mark.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Mark } from "../../components/Mark.tsx";
import { PlanDifferences } from "../../plan/PlanDifferences.tsx";
import type { ListedSpec } from "./use-specs.ts";
import records from "../../records/records.module.css";

/** What has moved on since a ready spec was frozen; adopting it is the action `rebind`. */
export function StaleNotice({ listed }: { listed: ListedSpec | undefined }) {
  if (listed?.stale !== true) return null;
  return <Moved spec={listed.id} />;
}

function Moved({ spec }: { spec: string }) {
  const { data } = useVerb("spec.show", { spec });
  const differences = data?.differences ?? [];
  return (
    <div className={records["notice"]}>
      <details className={records["reached"]} style={{ border: 0, flex: 1 }}>
        <summary>
          <Mark look={STALE_MARK} />
          <span>
            It is made from what was frozen. The files have moved on in {data === undefined ? "—" : differences.length}{" "}
            {differences.length === 1 ? "decision" : "decisions"}: rebind to adopt them.
          </span>
        </summary>
        <PlanDifferences differences={differences} sides={["frozen", "files now"]} />
      </details>
    </div>
  );
}
