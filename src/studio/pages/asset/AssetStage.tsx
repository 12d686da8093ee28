import type { ReactNode } from "react";
import { imageName, partLabel } from "../../../core/report/image-name.ts";
import type { AssetSearch } from "../../../core/view/asset-search.ts";
import { blobUrl, thumbnailUrl } from "../../api/blob-url.ts";
import { Thumbnail } from "../../thumbnail/Thumbnail.tsx";
import { setsOf } from "../../versions/sets-of.ts";
import { ImageViewer } from "../../viewer/ImageViewer.tsx";
import { useCompare } from "../../viewer/use-compare.ts";
import { useViewer } from "../../viewer/use-viewer.ts";
import type { ViewedSet } from "../../viewer/viewed-image.ts";
import { downloadName } from "./download-name.ts";
import type { Lineage, ListedVersion, ShownAsset } from "./use-asset.ts";
import styles from "./asset-stage.module.css";

interface AssetStageProps {
  readonly shown: ShownAsset;
  readonly title: string;
  readonly lineage: Lineage;
  readonly search: AssetSearch;
  readonly change: (patch: AssetSearch) => void;
}

/** The version's images, large; beside another version where one was chosen. */
export function AssetStage(props: AssetStageProps): ReactNode {
  const { shown, title, search } = props;
  const { kind } = shown.version;
  const sets = setsOf({ title, kind, images: shown.evidence.images });
  const counts = sets.map((set) => set.images.length);
  const { set, frame } = placeOf(counts, search.image ?? 0);
  const first = counts.slice(0, set).reduce((sum, count) => sum + count, 0);
  // Another take begins with its own first frame and its own playing.
  return (
    <Take key={set} {...props} set={sets[set] ?? { title, images: [], moves: false }} take={set} first={first} frame={frame} />
  );
}

/** The set that an image of the version is in, and its place there. */
function placeOf(counts: readonly number[], image: number): { set: number; frame: number } {
  let left = image;
  for (const [set, count] of counts.entries()) {
    if (left < count) return { set, frame: left };
    left -= count;
  }
  return { set: 0, frame: 0 };
}

interface TakeProps extends AssetStageProps {
  readonly set: ViewedSet;
  readonly take: number;
  /** Place of the set's first image in the version. */
  readonly first: number;
  readonly frame: number;
}

function Take({ shown, title, lineage, search, change, set, take, first, frame }: TakeProps): ReactNode {
  const other = lineage.versions.find(({ versionId }) => versionId === search.with);
  const second = other === undefined ? undefined : otherSet(other, title, take);
  const viewer = useViewer({
    frames: Math.max(set.images.length, second?.images.length ?? 0),
    moves: set.moves,
    zoom: search.zoom,
    frame,
    onZoom: (zoom) => change({ zoom: zoom === "fit" ? undefined : zoom }),
    onFrame: (at) => change({ image: first + at === 0 ? undefined : first + at }),
  });
  const comparison = useCompare(search.mode ?? "two-up", (mode) => change({ mode }));
  const pair =
    second === undefined || other === undefined
      ? undefined
      : { before: second, after: set, captions: captionsOf(lineage, other) };
  const image = shown.evidence.images[first + (viewer.frame % Math.max(1, set.images.length))];
  return (
    <>
      <div className={styles["stage"]}>
        <ImageViewer set={set} viewer={viewer} compare={pair === undefined ? undefined : { pair, comparison }}>
          {image === undefined ? null : (
            <a className={styles["download"]} href={blobUrl(image.blob)} download={downloadName(shown.version.specId, image)}>
              Download<span className="visually-hidden"> {imageName(image)}</span>
            </a>
          )}
        </ImageViewer>
      </div>
      {shown.evidence.images.length > 1 ? <ImageStrip shown={shown} current={first + viewer.frame} onShow={showImage} /> : null}
    </>
  );

  /** An image of this take is shown at once; one of another take begins that take. */
  function showImage(at: number): void {
    const inside = at >= first && at < first + set.images.length;
    if (inside) viewer.stepTo(at - first);
    else change({ image: at });
  }
}

function otherSet(other: ListedVersion, title: string, take: number): ViewedSet | undefined {
  const sets = setsOf({ title, kind: other.kind, images: other.images });
  return sets[take] ?? sets[0];
}

function captionsOf({ versions, at }: Lineage, other: ListedVersion): readonly [string, string] {
  return [`version ${versions.indexOf(other) + 1}`, `version ${at + 1}`];
}

interface ImageStripProps {
  readonly shown: ShownAsset;
  readonly current: number;
  readonly onShow: (at: number) => void;
}

const THUMB_PX = 40;

/** All images of the version, in the plan's order. */
function ImageStrip({ shown, current, onShow }: ImageStripProps): ReactNode {
  return (
    <ul className={styles["strip"]} aria-label="Images of this version">
      {shown.evidence.images.map((image, at) => (
        <li key={imageName(image)}>
          <button
            type="button"
            className={styles["thumb"]}
            aria-pressed={at === current}
            aria-label={imageName(image)}
            title={image.part === null ? `take ${image.variant + 1}` : partLabel(image.part)}
            onClick={() => onShow(at)}
          >
            <Thumbnail src={thumbnailUrl(image, THUMB_PX)} image={image} side={THUMB_PX} />
          </button>
        </li>
      ))}
    </ul>
  );
}
