import type { ReactNode } from "react";
import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { endMark } from "../../../core/trace-view/outcome-words.ts";
import { Button } from "../../components/Button.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import { Problems } from "./Problems.tsx";
import { countWords, goldenName } from "./playtest-words.ts";
import type { PlaytestDeeds } from "./use-playtest-deeds.ts";
import type { Overview } from "./use-playtest.ts";
import css from "./playtest.module.css";

type Suite = Overview["suites"][number];

interface SuiteSectionProps {
  readonly suites: readonly Suite[];
  readonly deeds: PlaytestDeeds;
  readonly item: ItemContext;
}

/** Every suite as povs by categories, with what the last run of each cell came to. */
export function SuiteSection({ suites, deeds, item }: SuiteSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="suites">
      <h2 id="suites">Suites</h2>
      {suites.map((suite) => (
        <article key={suite.file} className={css.card} aria-label={suite.name ?? suite.file}>
          <header>
            <h3>{suite.name ?? suite.file}</h3>
            <code className={css.mute}>{suite.file}</code>
            <LastRun suite={suite} />
            <Button tone="quiet" onClick={() => deeds.play(suite.file)} aria-label={`Play ${suite.name ?? suite.file}`}>
              Play
            </Button>
          </header>
          <Problems problems={suite.problems} />
          <Cells suite={suite} item={item} />
          <Assertions suite={suite} />
        </article>
      ))}
    </section>
  );
}

function LastRun({ suite: { last } }: { readonly suite: Suite }): ReactNode {
  if (last === null) return <span className={css.mute}>not played since the server began</span>;
  const ended = last.cells.filter(({ ok }) => ok).length;
  const words =
    ended === last.cells.length
      ? `all ${countWords(ended, "play")} as wanted`
      : `${ended} of ${countWords(last.cells.length, "play")} as wanted`;
  return (
    <span className={last.ok ? css.pass : css.fail}>
      <span aria-hidden="true">{last.ok ? "✓" : "✕"}</span> {words}
    </span>
  );
}

function Cells({ suite: { cells, last }, item }: { readonly suite: Suite; readonly item: ItemContext }): ReactNode {
  const povs = [...new Set(cells.map(({ pov }) => pov))];
  const categories = [...new Set(cells.map(({ category }) => category))];
  const played = new Map((last?.cells ?? []).map((one) => [one.golden, one]));
  return (
    <div className={css.scroll}>
      <table className={css.cells}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Pov</span>
            </th>
            {categories.map((category) => (
              <th key={category} scope="col">
                {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {povs.map((pov) => (
            <tr key={pov ?? ""}>
              <th scope="row">{pov ?? "the story's own"}</th>
              {categories.map((category) => (
                <td key={category}>
                  {cells
                    .filter((one) => one.pov === pov && one.category === category)
                    .map(({ golden, story }) => (
                      <ItemRow key={golden} item={{ kind: "cell", id: golden, run: last?.run ?? null }} context={item}>
                        <Cell
                          name={goldenName(golden)}
                          story={story}
                          played={played.get(golden)}
                          onOpen={() => item.show({ cell: golden, run: last?.run ?? "" })}
                        />
                      </ItemRow>
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly name: string;
  readonly story: string;
  readonly played: NonNullable<Suite["last"]>["cells"][number] | undefined;
  readonly onOpen: () => void;
}

function Cell({ name, story, played, onOpen }: CellProps): ReactNode {
  if (played === undefined) {
    return (
      <span className={css.unplayed}>
        — <span className="visually-hidden">not played: </span>
        {storyName(story)}
      </span>
    );
  }
  return (
    <button type="button" className={css.cell} aria-label={`Trace of ${name}`} onClick={onOpen}>
      <Mark look={markOf(played)} />
      <span>{played.ending ?? <Ticked text={played.why ?? ""} />}</span>
      <span className={css.mute}>{countWords(played.steps, "step")}</span>
      {played.mismatches.length === 0 ? null : (
        <span className={css.fail}>{countWords(played.mismatches.length, "mismatch", "mismatches")}</span>
      )}
    </button>
  );
}

/** A play that stopped where its script wanted did as it should. */
function markOf({ ok, outcome }: NonNullable<CellProps["played"]>): OutcomeMark {
  return ok && outcome !== "ended" ? { icon: "✓", word: "as scripted", tone: "pass" } : endMark(outcome);
}

/** E.g. `lantern` for `../story/lantern.scene.yaml`. */
function storyName(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/(\.scene)?\.\w+$/, "");
}

const ASSERTION_SIGNS = { holds: "✓", fails: "✕", unknown: "—" } as const;

/** What was asserted of all ways through the stories; what holds is only counted. */
function Assertions({ suite: { assertions, last } }: { readonly suite: Suite }): ReactNode {
  if (assertions === 0) return null;
  const judged = last?.assertions ?? [];
  const open = judged.filter(({ outcome }) => outcome !== "holds");
  return (
    <div className={css.assertions}>
      <p className={css.mute}>
        {countWords(assertions, "assertion")}
        {last === null ? ", not judged yet" : `, ${judged.length - open.length} hold`}
      </p>
      <ul>
        {open.map(({ assertion, outcome, why }) => (
          <li key={assertion}>
            <span className={outcome === "fails" ? css.fail : css.mute} aria-hidden="true">
              {ASSERTION_SIGNS[outcome]}
            </span>{" "}
            <span className="visually-hidden">{outcome}: </span>
            <Ticked text={assertion} />
            {why === null ? null : (
              <span className={css.mute}>
                {" "}
                <Ticked text={why} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
