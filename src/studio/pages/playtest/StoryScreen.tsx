import { type ReactNode, useMemo } from "react";
import { graphOfStory } from "../../../core/trace-view/graph-of-story.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import type { Action } from "../../actions/action.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import { StoryGraphView } from "../../trace/StoryGraphView.tsx";
import { NodeFacts } from "./NodeFacts.tsx";
import { Problems } from "./Problems.tsx";
import { STORY_ACTIONS } from "./playtest-actions.ts";
import { RunningLines } from "./RunningLines.tsx";
import { usePlaytestDeeds } from "./use-playtest-deeds.ts";
import { usePlaytest } from "./use-playtest.ts";
import css from "./playtest.module.css";

interface StoryScreenProps {
  readonly story: string;
  readonly node: string | null;
  readonly onNode: (node: string) => void;
  readonly onBack: () => void;
}

/** A story as a graph: how often each node and way was met, and what is wrong where. */
export function StoryScreen({ story, node, onNode, onBack }: StoryScreenProps): ReactNode {
  const { data, error, refetch } = useVerb("playtest.story", { story }, { keepPrevious: true });
  const { data: overview } = usePlaytest();
  const graph = useMemo(() => (data === undefined ? null : graphOfStory(data, data.heat)), [data]);
  const [explore, guided, back] = useStoryActions(story, onBack);
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined || graph === null) return <Loading what="Reading the story" />;
  const running = (overview?.running ?? []).filter(({ target }) => target === data.story.file);
  return (
    <div className={css.shown}>
      <header className={css.storyBar}>
        <h1>{data.story.title ?? data.story.id ?? data.story.file}</h1>
        <code className={css.mute}>{data.story.file}</code>
        <div className={css.buttons}>
          {[explore, guided, back].map((action) =>
            action === undefined ? null : (
              <ActionButton key={action.id} action={action} screen="story" quiet={action.id !== "explore"} />
            ),
          )}
        </div>
      </header>
      <RunningLines running={running} />
      <Problems problems={data.story.problems} />
      <StoryGraphView
        graph={graph}
        current={node}
        path={null}
        label={`Graph of ${data.story.title ?? data.story.file}`}
        onChoose={onNode}
      />
      <Inspector>
        <NodeFacts shown={data} graph={graph} node={node} onNode={onNode} />
      </Inspector>
    </div>
  );
}

function useStoryActions(story: string, onBack: () => void): readonly Action[] {
  const { explore } = usePlaytestDeeds();
  const runs = {
    explore: () => explore(story, "exhaustive"),
    guided: () => explore(story, "guided"),
    back: onBack,
  };
  const actions = STORY_ACTIONS.map((words): Action => ({ ...words, run: runs[words.id], primary: words.id === "explore" }));
  useActions("story", actions);
  return actions;
}
