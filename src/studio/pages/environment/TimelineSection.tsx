import type { ReactNode } from "react";
import { timelineOf, type TimelineRow } from "../../../core/env/view/timeline.ts";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { countWords } from "../playtest/playtest-words.ts";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import { Lanes } from "./Lanes.tsx";
import type { EnvStatus, GenerationRow } from "./use-environment.ts";
import css from "./environment.module.css";

interface TimelineSectionProps {
  readonly status: EnvStatus;
  readonly item: ItemContext;
}

/** Every generation that is known, newest first: what came from what, what each is, and how much was made under it. */
export function TimelineSection({ status, item }: TimelineSectionProps): ReactNode {
  const { rows, lanes } = timelineOf(status);
  return (
    <section className={css.section} aria-labelledby="generations">
      <h2 id="generations">Generations</h2>
      <ul className={css.list}>
        {rows.map((row) => (
          <ItemRow
            key={row.generation.number}
            item={{ kind: "generation", id: String(row.generation.number) }}
            context={item}
            className={css.onTimeline}
          >
            <Lanes row={row} lanes={lanes} />
            <Row row={row} />
          </ItemRow>
        ))}
      </ul>
    </section>
  );
}

function Row({ row: { generation, mark } }: { readonly row: TimelineRow }): ReactNode {
  const { number, reason, createdAtMs, isCurrent, packages, nodes } = generation;
  return (
    <div className={css.generation} data-current={isCurrent || undefined}>
      <b className={css.number}>{number}</b>
      <Mark look={mark} />
      <span className={css.reason}>{reason}</span>
      <span className={css.mute}>
        {countWords(packages, "package")} · {countWords(nodes.length, "node pack")}
      </span>
      <Assets generation={generation} />
      <When atMs={createdAtMs} />
    </div>
  );
}

/** How much was made under it; what was not counted is not nothing. */
function Assets({ generation: { versionCount } }: { readonly generation: GenerationRow }): ReactNode {
  if (versionCount === null) return <span className={css.mute}>— assets</span>;
  if (versionCount === 0) return <span className={css.mute}>no assets</span>;
  return <span>{countWords(versionCount, "asset")}</span>;
}
