import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { decisionMark, routeWords, verdictMark } from "../../../core/report/outcome-mark.ts";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Mark } from "../../components/Mark.tsx";
import type { AssetActionId } from "./asset-actions.ts";
import type { Lineage, ShownAsset } from "./use-asset.ts";
import styles from "./asset-header.module.css";

interface AssetHeaderProps {
  readonly shown: ShownAsset;
  readonly title: string;
  readonly lineage: Lineage;
  readonly actions: Readonly<Record<AssetActionId, Action>>;
}

const OFFERED: readonly AssetActionId[] = ["approve", "reject", "replay", "again", "compare"];

/** What it is, what became of it, where it stands among its versions, and what can be done. */
export function AssetHeader({ shown, title, lineage, actions }: AssetHeaderProps): ReactNode {
  const { version } = shown;
  return (
    <header className={styles["head"]}>
      <div className={styles["name"]}>
        <h1>{title}</h1>
        <Link to="/specs/$spec" params={{ spec: version.specId }}>
          <code>{version.specId}</code>
        </Link>
        <Standing shown={shown} lineage={lineage} />
      </div>
      <p className={styles["outcome"]}>
        <Mark look={verdictMark(version.verdict)} />
        {version.route === null ? null : <span className={styles["mute"]}>→ {routeWords(version.route)} →</span>}
        <Mark look={decisionMark(version.decision)} />
        {version.decidedBy === null ? null : <span className={styles["mute"]}>by {BY[version.decidedBy]}</span>}
      </p>
      {/* Primary first, once: what the decision asks for next. */}
      <div className={styles["actions"]}>
        {OFFERED.map((id) => actions[id])
          .filter((action) => action.when?.() ?? true)
          .map((action) => (
            <ActionButton key={action.id} action={action} screen="asset" />
          ))}
      </div>
    </header>
  );
}

const BY = { person: "a person", rule: "a rule", agent: "an agent", policy: "policy" } as Readonly<Record<string, string>>;

/** Whether it stands for its spec, and which version does where it does not. */
function Standing({ shown, lineage }: Pick<AssetHeaderProps, "shown" | "lineage">): ReactNode {
  const own = lineage.versions[lineage.at];
  if (own === undefined) return null;
  const current = lineage.versions.findIndex((version) => version.current);
  const successor = lineage.versions.findIndex((version) => version.versionId === shown.supersededBy);
  const place = `version ${lineage.at + 1} of ${lineage.versions.length}`;
  if (own.current) return <span className={styles["mute"]}>{place}, stands for the spec</span>;
  return (
    <span className={styles["mute"]}>
      {place}
      {successor < 0 ? null : (
        <>
          , superseded by <VersionLink lineage={lineage} at={successor} />
        </>
      )}
      {current < 0 ? null : (
        <>
          ; the spec stands on <VersionLink lineage={lineage} at={current} />
        </>
      )}
    </span>
  );
}

function VersionLink({ lineage, at }: { lineage: Lineage; at: number }): ReactNode {
  const version = lineage.versions[at]?.versionId ?? "";
  return (
    <Link to="/assets/$version" params={{ version }}>
      version {at + 1}
    </Link>
  );
}
