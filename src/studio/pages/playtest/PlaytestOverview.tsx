import { type ReactNode, useState } from "react";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { CopyExample } from "./CopyExample.tsx";
import { GoldenSection } from "./GoldenSection.tsx";
import { type Item, itemsOf } from "./playtest-items.ts";
import type { ShowPlaytest } from "./playtest-search.ts";
import { RunningLines } from "./RunningLines.tsx";
import { StorySection } from "./StorySection.tsx";
import { SuiteSection } from "./SuiteSection.tsx";
import { usePlaytestActions } from "./use-playtest-actions.ts";
import { usePlaytestDeeds } from "./use-playtest-deeds.ts";
import type { Overview } from "./use-playtest.ts";
import css from "./playtest.module.css";

/** Everything there is to play, and what the last plays came to. */
export function PlaytestOverview({ overview, show }: { readonly overview: Overview; readonly show: ShowPlaytest }): ReactNode {
  const { stories, suites, running, golden: report } = overview;
  const deeds = usePlaytestDeeds(overview.golden);
  const [chosen, setChosen] = useState<Item | null>(null);
  const actions = usePlaytestActions({ overview, items: itemsOf(overview), chosen, deeds, show });
  const item = { chosen, onChoose: setChosen, show };
  if (stories.length === 0) return <NoStories />;
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>Playtest</h1>
        <div className={css.buttons}>
          {suites.length === 0 ? null : <ActionButton action={actions.play} screen="playtest" quiet />}
          {suites.length === 0 ? null : <ActionButton action={actions.check} screen="playtest" />}
          {actions["accept-all"].when?.() === true ? <ActionButton action={actions["accept-all"]} screen="playtest" /> : null}
        </div>
      </header>
      <RunningLines running={running} />
      {suites.length === 0 ? (
        <NoSuites story={stories[0]?.file ?? ""} />
      ) : (
        <>
          <GoldenSection report={report} deeds={deeds} actions={actions} item={item} />
          <SuiteSection suites={suites} deeds={deeds} item={item} />
        </>
      )}
      <StorySection stories={stories} deeds={deeds} item={item} />
    </div>
  );
}

function NoStories(): ReactNode {
  return (
    <EmptyState title="No story yet" action={<CopyExample what="scene" />}>
      A story is a scene file in <code>story/</code>, or one of ink: its nodes, choices and endings can be played, explored and
      kept as goldens.
    </EmptyState>
  );
}

function NoSuites({ story }: { readonly story: string }): ReactNode {
  return (
    <section className={css.section} aria-label="No suite yet">
      <h2>No suite yet</h2>
      <p className={css.mute}>
        A suite in <code>suites/</code> says which stories are played, by whom and in which way. What they do is kept as goldens,
        and every later change is shown with its cause.
      </p>
      <CopyExample what="suite" story={story} />
    </section>
  );
}
