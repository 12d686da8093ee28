import { decisionMark, verdictMark } from "../../../core/report/outcome-mark.ts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AssetSearch } from "../../../core/view/asset-search.ts";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { Thumbnail } from "../../thumbnail/Thumbnail.tsx";
import type { Lineage, ListedVersion } from "./use-asset.ts";
import styles from "./version-strip.module.css";

interface VersionStripProps {
  readonly lineage: Lineage;
  readonly title: string;
  readonly search: AssetSearch;
  readonly change: (patch: AssetSearch) => void;
}

const THUMB_PX = 64;

/** All versions of the spec, oldest first: which is shown, which stands for the spec, which were superseded. */
export function VersionStrip({ lineage, search, change }: VersionStripProps): ReactNode {
  const { versions, at } = lineage;
  return (
    <nav className={styles["versions"]} aria-label="Versions">
      <div className={styles["head"]}>
        <h2>
          {versions.length} {versions.length === 1 ? "version" : "versions"}
        </h2>
        {versions.length > 1 ? (
          <label>
            Compare with{" "}
            <select
              value={search.with ?? ""}
              onChange={(event) => change({ with: event.target.value === "" ? undefined : event.target.value })}
            >
              <option value="">no version</option>
              {versions.map(({ versionId }, index) =>
                index === at ? null : (
                  <option key={versionId} value={versionId}>
                    version {index + 1}
                  </option>
                ),
              )}
            </select>
          </label>
        ) : null}
      </div>
      <ol className={styles["strip"]}>
        {versions.map((version, index) => (
          <li key={version.versionId}>
            <VersionLink version={version} number={index + 1} isShown={index === at} lineage={lineage} search={search} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface VersionLinkProps {
  readonly version: ListedVersion;
  readonly number: number;
  readonly isShown: boolean;
  readonly lineage: Lineage;
  readonly search: AssetSearch;
}

function VersionLink({ version, number, isShown, lineage, search }: VersionLinkProps): ReactNode {
  const [image] = version.images;
  const successor = lineage.versions.findIndex(({ versionId }) => versionId === version.supersededBy) + 1;
  return (
    <Link
      to="/assets/$version"
      params={{ version: version.versionId }}
      search={{ tab: search.tab, zoom: search.zoom }}
      className={styles["version"] ?? ""}
      aria-current={isShown ? "page" : undefined}
    >
      <span className={styles["picture"]}>
        {image === undefined ? "—" : <Thumbnail src={thumbnailUrl(image, THUMB_PX)} image={image} side={THUMB_PX} />}
      </span>
      <span className={styles["facts"]}>
        <strong>version {number}</strong>
        <Mark look={version.decision === "pending" ? verdictMark(version.verdict) : decisionMark(version.decision)} />
        <span className={styles["mute"]}>
          {version.current ? (
            "stands for the spec"
          ) : successor > 0 ? (
            `superseded by ${successor}`
          ) : (
            <When atMs={version.createdAtMs} />
          )}
        </span>
      </span>
    </Link>
  );
}
