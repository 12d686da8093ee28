import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { decisionMark, routeWords, verdictMark } from "../../../core/report/outcome-mark.ts";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Digest } from "../../components/Digest.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import { Thumbnail } from "../../thumbnail/Thumbnail.tsx";
import type { LibraryAsset } from "./library-asset.ts";
import styles from "./asset-facts.module.css";

interface AssetFactsProps {
  readonly asset: LibraryAsset;
  /** How many are selected, this one included. */
  readonly selected: number;
  readonly actions: readonly Action[];
}

const PICTURE_PX = 128;

/** What the selected asset is, what became of it, and why. */
export function AssetFacts({ asset, selected, actions }: AssetFactsProps): ReactNode {
  const [image] = asset.images;
  return (
    <div className={styles["facts"]}>
      <header>
        {image === undefined ? null : (
          <div className={styles["picture"]}>
            <Thumbnail src={thumbnailUrl(image, PICTURE_PX)} image={image} side={PICTURE_PX} />
          </div>
        )}
        <h2>{asset.title}</h2>
        <Link to="/specs/$spec" params={{ spec: asset.spec }}>
          <code>{asset.spec}</code>
        </Link>
        {selected > 1 ? <p className={styles["mute"]}>The last of {selected} selected.</p> : null}
      </header>
      <p className={styles["outcome"]}>
        <Mark look={verdictMark(asset.verdict)} />
        {asset.route === null ? null : <span className={styles["mute"]}>→ {routeWords(asset.route)}</span>}
        <span className={styles["mute"]}>→</span>
        <Mark look={decisionMark(asset.decision)} />
      </p>
      <Reasons version={asset.versionId} />
      <div className={styles["actions"]}>
        {actions.map((action) => (
          <ActionButton key={action.id} action={action} screen="library" />
        ))}
      </div>
      <FactList asset={asset} />
    </div>
  );
}

/** Longer than between two presses of a held arrow, so that moving through the grid asks for nothing on the way. */
const REST_MS = 150;

function Reasons({ version }: { version: string }): ReactNode {
  const [settled, settle] = useState(version);
  useEffect(() => {
    const timer = setTimeout(() => settle(version), REST_MS);
    return () => clearTimeout(timer);
  }, [version]);
  const { data, error } = useVerb("asset.show", { version: settled });
  if (settled !== version) return <ul className={styles["reasons"]} />;
  if (error !== null && data === undefined) return <Failure error={error} />;
  return (
    <ul className={styles["reasons"]}>
      {(data?.evidence.reasons ?? []).map((reason) => (
        <li key={reason}>
          <InlineCode text={reason} />
        </li>
      ))}
    </ul>
  );
}

function FactList({ asset }: { asset: LibraryAsset }): ReactNode {
  const sizes = [...new Set(asset.images.map(({ width, height }) => `${width} × ${height}`))];
  const rows: readonly (readonly [string, ReactNode])[] = [
    ["kind", asset.kind.replaceAll("_", " ")],
    ["type", asset.assetType === null ? "— its spec is gone" : asset.assetType.replaceAll("_", " ")],
    ["images", `${asset.images.length} of ${sizes.join(", ")}`],
    ["checkpoint", <code key="checkpoint">{asset.checkpoint}</code>],
    ["entity", asset.entity === null ? "none" : <code key="entity">{asset.entity}</code>],
    ["tags", asset.tags.length === 0 ? "none" : <code key="tags">{asset.tags.join(" ")}</code>],
    ["made", <When key="made" atMs={asset.createdAtMs} />],
    ["version", <Digest key="version" value={asset.versionId} label="version" />],
  ];
  return (
    <dl className={styles["list"]}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
