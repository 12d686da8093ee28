import { decisionMark, verdictMark } from "../../../core/report/outcome-mark.ts";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { turn } from "../../../core/view/reel.ts";
import type { LibrarySearch } from "../../../core/view/library-search.ts";
import { useActions } from "../../actions/action-store.ts";
import { Button } from "../../components/Button.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Mark } from "../../components/Mark.tsx";
import { setsOf } from "../../versions/sets-of.ts";
import { ImageViewer } from "../../viewer/ImageViewer.tsx";
import { ToolButton } from "../../viewer/ToolButton.tsx";
import { useCompare } from "../../viewer/use-compare.ts";
import { useViewer } from "../../viewer/use-viewer.ts";
import { LIGHTBOX_ACTIONS, type LightboxActionId } from "./library-actions.ts";
import { useViewing } from "../../viewing/viewing-store.ts";
import type { LibraryAsset } from "./library-asset.ts";
import styles from "./lightbox.module.css";

interface LightboxProps {
  readonly asset: LibraryAsset;
  /** Compared with it; null for the image alone. */
  readonly other: LibraryAsset | null;
  readonly search: LibrarySearch;
  readonly onChange: (change: LibrarySearch) => void;
  readonly onClose: () => void;
  /** Shows the asset so many places further on. */
  readonly onStep: (by: number) => void;
  readonly onOpenPage: () => void;
}

/** One asset, or two compared, over the whole screen; the way back closes it. */
export function Lightbox(props: LightboxProps): ReactNode {
  const { asset, other, onClose } = props;
  useViewing([asset.spec, other?.spec]);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The image has the focus, so that arrows and the wheel move it at once.
    element?.querySelector<HTMLElement>("[data-view]")?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  const title = other === null ? asset.title : `${asset.title} and ${other.title}`;
  return (
    <dialog
      ref={dialog}
      className={styles["lightbox"]}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {/* Another asset begins with its own first frame and its own playing. */}
      <Shown key={`${asset.versionId} ${other?.versionId ?? ""}`} {...props} title={title} />
    </dialog>
  );
}

function Shown({ asset, other, search, title, ...deeds }: LightboxProps & { title: string }): ReactNode {
  const [take, setTake] = useState(0);
  const sets = setsOf(asset);
  const set = sets[take % sets.length] ?? { title: asset.title, images: [], moves: false };
  const otherSets = other === null ? [] : setsOf(other);
  const second = otherSets[take % Math.max(1, otherSets.length)];
  const frames = Math.max(set.images.length, second?.images.length ?? 0);
  const viewer = useViewer({ frames, moves: set.moves, zoom: search.zoom, onZoom: (zoom) => deeds.onChange({ zoom }) });
  const comparison = useCompare(search.mode ?? "two-up", (mode) => deeds.onChange({ mode }));
  const runs: Readonly<Record<LightboxActionId, () => void>> = {
    close: deeds.onClose,
    next: () => deeds.onStep(1),
    previous: () => deeds.onStep(-1),
    take: () => setTake(turn(take, 1, sets.length)),
    page: deeds.onOpenPage,
  };
  const alone = other === null;
  const when = (id: LightboxActionId): boolean => {
    if (id === "take") return sets.length > 1;
    return id === "close" || alone;
  };
  useActions(
    "lightbox",
    LIGHTBOX_ACTIONS.map((words) => ({ ...words, run: runs[words.id], when: () => when(words.id) })),
  );
  const pair =
    second === undefined || other === null ? undefined : { before: set, after: second, captions: captionsOf(asset, other) };
  return (
    <div className={styles["body"]}>
      <header className={styles["head"]}>
        <h2>{title}</h2>
        {alone ? <Facts asset={asset} /> : null}
        <span className={styles["ways"]}>
          {alone ? (
            <>
              <Button tone="quiet" onClick={() => deeds.onStep(-1)}>
                <Sign sign="‹" says="Previous asset" /> <Kbd keys="k" />
              </Button>
              <Button tone="quiet" onClick={() => deeds.onStep(1)}>
                <Sign sign="›" says="Next asset" /> <Kbd keys="j" />
              </Button>
              <Button onClick={deeds.onOpenPage}>
                Why it came out so <Kbd keys="o" />
              </Button>
            </>
          ) : null}
          <Button tone="quiet" onClick={deeds.onClose}>
            <Sign sign="✕" says="Close" /> <Kbd keys="Escape" />
          </Button>
        </span>
      </header>
      <div className={styles["stage"]}>
        <ImageViewer set={set} viewer={viewer} compare={pair === undefined ? undefined : { pair, comparison }}>
          {sets.length > 1 ? <ToolButton label={`Take ${take + 1} of ${sets.length}`} shortcut="t" onPress={runs.take} /> : null}
        </ImageViewer>
      </div>
    </div>
  );
}

function Sign({ sign, says }: { sign: string; says: string }): ReactNode {
  return (
    <>
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{says}</span>
    </>
  );
}

function Facts({ asset }: { asset: LibraryAsset }): ReactNode {
  return (
    <span className={styles["facts"]}>
      <Mark look={verdictMark(asset.verdict)} />
      <Mark look={decisionMark(asset.decision)} />
    </span>
  );
}

/** What tells two assets apart: their specs, or the times of two versions of one. */
function captionsOf(asset: LibraryAsset, other: LibraryAsset): readonly [string, string] {
  if (asset.spec !== other.spec) return [asset.spec, other.spec];
  const older = asset.createdAtMs <= other.createdAtMs;
  return older ? ["older", "newer"] : ["newer", "older"];
}
