import type { ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { CoverageView } from "./CoverageView.tsx";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import { Problems } from "./Problems.tsx";
import { countWords } from "./playtest-words.ts";
import type { PlaytestDeeds } from "./use-playtest-deeds.ts";
import type { Overview } from "./use-playtest.ts";
import css from "./playtest.module.css";

type Story = Overview["stories"][number];

interface StorySectionProps {
  readonly stories: readonly Story[];
  readonly deeds: PlaytestDeeds;
  readonly item: ItemContext;
}

/** Every story with its size, how much of it was met, and what was found. */
export function StorySection({ stories, deeds, item }: StorySectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="stories">
      <h2 id="stories">Stories</h2>
      <div className={css.stories}>
        {stories.map((story) => (
          <article key={story.file} className={css.card} aria-label={story.title ?? story.file}>
            <ItemRow item={{ kind: "story", id: story.file }} context={item}>
              <header>
                <h3>
                  <StoryTitle story={story} onOpen={() => item.show({ story: story.file })} />
                </h3>
                {story.problems.length > 0 ? null : (
                  <Button
                    tone="quiet"
                    aria-label={`Explore ${story.title ?? story.file}`}
                    onClick={() => deeds.explore(story.file, "exhaustive")}
                  >
                    Explore
                  </Button>
                )}
              </header>
              <p className={css.mute}>
                <code>{story.file}</code>
                {story.counts === null ? null : `, ${sizeWords(story.counts)}`}
              </p>
              <Problems problems={story.problems} />
              {story.problems.length > 0 ? null : <CoverageView explored={story.explored} />}
            </ItemRow>
          </article>
        ))}
      </div>
    </section>
  );
}

/** A story that cannot be opened has no graph to lead to. */
function StoryTitle({
  story: { title, id, file, problems },
  onOpen,
}: {
  readonly story: Story;
  readonly onOpen: () => void;
}): ReactNode {
  const words = title ?? id ?? file;
  if (problems.length > 0) return words;
  return (
    <button type="button" className={css.link} onClick={onOpen}>
      {words}
    </button>
  );
}

function sizeWords({ nodes, choices, endings }: NonNullable<Story["counts"]>): string {
  return [countWords(nodes, "node"), countWords(choices, "choice"), countWords(endings, "ending")].join(", ");
}
