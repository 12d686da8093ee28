import { Link } from "@tanstack/react-router";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Pixels } from "../../components/Pixels.tsx";
import { PlanDifferences } from "../../plan/PlanDifferences.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import { useCurrentImages } from "./SpecTable.tsx";
import type { ListedSpec } from "./use-specs.ts";
import css from "./specs.module.css";

/** Side of the picture, in CSS pixels: what fits the inspector at its least width. */
const PICTURE_PX = 240;

/** The spec that is looked at: its picture, what stands in its way with the ways out, and what has moved on. */
export function SpecInspector({ spec }: { spec: ListedSpec }) {
  const { data, error } = useVerb("spec.show", { spec: spec.id }, { keepPrevious: true });
  const image = useCurrentImages().get(spec.id);
  if (error !== null) return <Failure error={error} />;
  if (data === undefined || data.spec.id !== spec.id) return <Loading what={`Planning ${spec.id}`} />;
  const { blockers, differences, plan } = data;
  return (
    <div className={css["inspector"]}>
      <h2>{spec.title}</h2>
      {image === undefined ? (
        <p className={css["quiet"]}>Not made yet.</p>
      ) : (
        <Pixels
          src={thumbnailUrl(image, PICTURE_PX)}
          width={image.width}
          height={image.height}
          box={PICTURE_PX}
          alt={spec.title}
        />
      )}
      {blockers.length === 0 ? null : (
        <section>
          <h3>In the way</h3>
          <ul className={css["ways"]}>
            {blockers.map((blocker) => (
              <li key={`${blocker.code} ${blocker.detail}`}>
                <p>
                  <span aria-hidden="true">!</span> <InlineCode text={blocker.detail} />
                </p>
                <p className={css["quiet"]}>
                  → <InlineCode text={blocker.hint} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {differences.length === 0 ? null : (
        <section>
          <h3>Moved on since it was frozen</h3>
          <PlanDifferences differences={differences} sides={["frozen", "files now"]} />
        </section>
      )}
      <section>
        <h3>Stack</h3>
        {plan.stack.length === 0 ? <p className={css["quiet"]}>The checkpoint alone.</p> : null}
        <ol className={css["brief"]}>
          {plan.stack.map((entry) => (
            <li key={entry.lora}>
              <code>{entry.lora}</code> × {entry.weight} <span className={css["quiet"]}>{entry.layer}</span>
            </li>
          ))}
        </ol>
      </section>
      <p>
        <Link to="/specs/$spec" params={{ spec: spec.id }}>
          Open the spec
        </Link>
        {spec.versionId === null ? null : (
          <>
            {" · "}
            <Link to="/assets/$version" params={{ version: spec.versionId }}>
              Open the asset
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
