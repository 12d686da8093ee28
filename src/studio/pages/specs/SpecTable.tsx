import { STALE_MARK } from "../../../core/report/outcome-mark.ts";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Mark } from "../../components/Mark.tsx";
import { Pixels } from "../../components/Pixels.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import { OUTPUT_WORDS } from "./output-words.ts";
import { STATUS_MARKS } from "./status-marks.ts";
import type { BrokenSpec, ListedSpec } from "./use-specs.ts";
import css from "./specs.module.css";

interface SpecTableProps {
  readonly specs: readonly ListedSpec[];
  readonly broken: readonly BrokenSpec[];
  /** Id of the spec that is looked at. */
  readonly at: string | null;
  readonly onLook: (id: string) => void;
}

/** Specs row by row: picture, name, model, and how each stands. */
export function SpecTable({ specs, broken, at, onLook }: SpecTableProps) {
  const images = useCurrentImages();
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Picture</span>
          </th>
          <th scope="col">Spec</th>
          <th scope="col">Comes out as</th>
          <th scope="col">Checkpoint</th>
          <th scope="col">Status</th>
          <th scope="col">What stands in the way</th>
        </tr>
      </thead>
      <tbody>
        {broken.map(({ id, problem }) => (
          <tr key={id} className={css["broken"]}>
            <td />
            <th scope="row">
              <code>{id}</code>
            </th>
            <td colSpan={4}>
              <span aria-hidden="true">✕</span> <InlineCode text={problem.message} />
              {problem.place === undefined ? null : (
                <code>{` ${problem.place.file}:${problem.place.line}:${problem.place.column}`}</code>
              )}
              {problem.hint === undefined ? null : <small> {problem.hint}</small>}
            </td>
          </tr>
        ))}
        {specs.map((spec) => (
          <Row key={spec.id} spec={spec} isChosen={spec.id === at} image={images.get(spec.id)} onLook={onLook} />
        ))}
      </tbody>
    </table>
  );
}

/** What a row shows of an image. */
interface Shown {
  readonly blob: string;
  readonly width: number;
  readonly height: number;
}

/** The first image of the current version of each spec that has one. */
export function useCurrentImages(): ReadonlyMap<string, Shown> {
  const { data } = useVerb("asset.list", {});
  return useMemo(
    () =>
      new Map((data?.assets ?? []).flatMap(({ spec, images: [first] }) => (first === undefined ? [] : [[spec, first] as const]))),
    [data],
  );
}

interface RowProps {
  readonly spec: ListedSpec;
  readonly isChosen: boolean;
  readonly image: Shown | undefined;
  readonly onLook: (id: string) => void;
}

/** Side of a row's picture, in CSS pixels. */
const PICTURE_PX = 40;

function Row({ spec, isChosen, image, onLook }: RowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <tr ref={row} aria-current={isChosen} data-chosen={isChosen} onClick={() => onLook(spec.id)}>
      <td className={css["picture"]}>
        {image === undefined ? (
          <span className={css["noPicture"]} role="img" aria-label="not made yet">
            —
          </span>
        ) : (
          <Pixels src={thumbnailUrl(image, PICTURE_PX)} width={image.width} height={image.height} box={PICTURE_PX} alt="" />
        )}
      </td>
      <th scope="row">
        <Link to="/specs/$spec" params={{ spec: spec.id }} onFocus={() => (isChosen ? undefined : onLook(spec.id))}>
          {spec.title}
        </Link>
        <code>{spec.id}</code>
      </th>
      <td>
        {OUTPUT_WORDS[spec.kind]}
        {spec.images > 1 ? <small> {spec.images} images</small> : null}
      </td>
      <td>{spec.checkpoint === null ? <span className={css["quiet"]}>—</span> : <code>{spec.checkpoint}</code>}</td>
      <td>
        <Mark look={STATUS_MARKS[spec.status]} />
      </td>
      <td>
        {spec.stale ? (
          <span className={css["standing"]}>
            <Mark look={STALE_MARK} /> {spec.differences} {spec.differences === 1 ? "decision" : "decisions"} moved on
          </span>
        ) : null}
        {spec.blockers.length === 0 ? null : (
          <span className={css["blocked"]}>
            <span aria-hidden="true">!</span> {spec.blockers.map((code) => code.replaceAll("_", " ")).join(", ")}
          </span>
        )}
      </td>
    </tr>
  );
}
