import type { ReactNode } from "react";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Button } from "../../components/Button.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import type { GoldenReport } from "../../../core/playtest/golden/golden-report.ts";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import { countWords, goldenName } from "./playtest-words.ts";
import type { PlaytestActions } from "./use-playtest-actions.ts";
import type { PlaytestDeeds } from "./use-playtest-deeds.ts";
import css from "./playtest.module.css";

interface GoldenSectionProps {
  /** Null where nothing was checked since the server began. */
  readonly report: GoldenReport | null;
  readonly deeds: PlaytestDeeds;
  readonly actions: PlaytestActions;
  readonly item: ItemContext;
}

/** What became of the goldens: what changed by its cause, what is missing, obsolete or damaged. */
export function GoldenSection({ report, deeds, actions, item }: GoldenSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="goldens">
      <h2 id="goldens">Goldens</h2>
      {report === null ? (
        <p className={css.mute}>Not checked since the server began: press check to compare every play with its golden.</p>
      ) : (
        <>
          <Summary report={report} />
          <CauseGroups report={report} deeds={deeds} item={item} />
          <Listed
            title="Missing"
            teach="Played now, and no golden to hold it against."
            goldens={report.missing.map(({ golden, renamedFrom }) => ({
              golden,
              ...(renamedFrom === null ? {} : { message: `plays as \`${goldenName(renamedFrom)}\` did: it was renamed` }),
            }))}
            item={item}
            onAccept={(golden) => deeds.accept({ goldens: [golden] })}
          />
          <Listed
            title="Damaged"
            teach="Cannot be read; accepting writes it anew."
            goldens={report.damaged}
            item={item}
            onAccept={(golden) => deeds.accept({ goldens: [golden] })}
          />
          <Obsolete goldens={report.obsolete} action={<ActionButton action={actions.prune} screen="playtest" quiet />} />
          {report.warnings.map((warning) => (
            <p key={warning} className={css.mute}>
              <Ticked text={warning} />
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function Summary({
  report: { ok, unchanged, changed, missing, obsolete, damaged },
}: {
  readonly report: GoldenReport;
}): ReactNode {
  const total = unchanged + changed.length + damaged.length;
  if (ok) {
    return (
      <p>
        <span className={css.pass} aria-hidden="true">
          ✓
        </span>{" "}
        {total === 0 ? "There is no golden yet, and nothing that needs one." : `All ${countWords(total, "golden")} as they were.`}
      </p>
    );
  }
  const counts = [
    [changed.length, "changed", css.changed],
    [missing.length, "missing", css.changed],
    [damaged.length, "damaged", css.fail],
    [obsolete.length, "obsolete", css.mute],
    [unchanged, "as they were", css.mute],
  ] as const;
  return (
    <ul className={css.counts}>
      {counts.flatMap(([count, word, tone]) =>
        count === 0
          ? []
          : [
              <li key={word} className={tone}>
                <b>{count}</b> {word}
              </li>,
            ],
      )}
    </ul>
  );
}

/** Every cause once, with the goldens that it changed. */
function CauseGroups({
  report,
  deeds,
  item,
}: Pick<GoldenSectionProps, "deeds" | "item"> & { readonly report: GoldenReport }): ReactNode {
  const causesOf = new Map(report.changed.map(({ golden, causes }) => [golden, causes.length]));
  return (
    <ul className={css.groups}>
      {report.groups.map(({ key, message, detail, count, traces }) => (
        <li key={key}>
          <ItemRow item={{ kind: "cause", id: key, goldens: traces }} context={item}>
            <span className={css.changed} aria-hidden="true">
              ≠
            </span>
            <span>
              <b>
                <Ticked text={message} />
              </b>
              {detail === null ? null : (
                <span className={css.mute}>
                  {" "}
                  <Ticked text={detail} />
                </span>
              )}
            </span>
            <Button onClick={() => deeds.accept({ causes: [key] })}>Accept {countWords(count, "golden")}</Button>
          </ItemRow>
          <ul className={css.traces}>
            {traces.map((golden) => (
              <li key={golden}>
                <button type="button" className={css.link} onClick={() => item.show({ golden })}>
                  {goldenName(golden)}
                </button>
                {(causesOf.get(golden) ?? 1) > 1 ? (
                  <span className={css.mute}> and {countWords((causesOf.get(golden) ?? 1) - 1, "other cause")}</span>
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Kept, and played no more; one whose play was only renamed says so. */
function Obsolete({ goldens, action }: { readonly goldens: GoldenReport["obsolete"]; readonly action: ReactNode }): ReactNode {
  if (goldens.length === 0) return null;
  return (
    <section className={css.listed} aria-label="Obsolete">
      <ListHead title="Obsolete" count={goldens.length} teach="Kept, and no suite plays it any more." action={action} />
      <ul>
        {goldens.map(({ golden, renamedTo }) => (
          <li key={golden} className={css.item}>
            <span>{goldenName(golden)}</span>
            <span className={css.mute}>{renamedTo === null ? "" : <>renamed to {goldenName(renamedTo)}</>}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ListHeadProps {
  readonly title: string;
  readonly count: number;
  readonly teach: string;
  readonly action?: ReactNode;
}

function ListHead({ title, count, teach, action }: ListHeadProps): ReactNode {
  return (
    <header>
      <h3>
        {title} <span className={css.mute}>{count}</span>
      </h3>
      <span className={css.mute}>{teach}</span>
      {action}
    </header>
  );
}

interface ListedProps {
  readonly title: string;
  readonly teach: string;
  readonly goldens: readonly { readonly golden: string; readonly message?: string }[];
  readonly item: ItemContext;
  readonly onAccept: (golden: string) => void;
}

function Listed({ title, teach, goldens, item, onAccept }: ListedProps): ReactNode {
  if (goldens.length === 0) return null;
  return (
    <section className={css.listed} aria-label={title}>
      <ListHead title={title} count={goldens.length} teach={teach} />
      <ul>
        {goldens.map(({ golden, message }) => (
          <li key={golden}>
            <ItemRow item={{ kind: "golden", id: golden }} context={item}>
              <button type="button" className={css.link} onClick={() => item.show({ golden })}>
                {goldenName(golden)}
              </button>
              <span className={css.mute}>{message === undefined ? "" : <Ticked text={message} />}</span>
              <Button onClick={() => onAccept(golden)}>Accept</Button>
            </ItemRow>
          </li>
        ))}
      </ul>
    </section>
  );
}
