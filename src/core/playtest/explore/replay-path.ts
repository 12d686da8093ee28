import type { Moment } from "../story/moment.ts";
import type { Story, StoryPlay } from "../story/story.ts";
import type { FoundPath } from "./found-path.ts";
import { openStart } from "./play-start.ts";

/** Nodes entered by itself between two choices at most; more is a circle. */
const MAX_BY_ITSELF = 10_000;

interface ReplayOptions {
  /** Where the path comes to; null: on by itself as far as the next choice. */
  readonly node?: string | null;
  /** Is told of each moment on the way. */
  readonly onMoment?: (moment: Moment) => void;
}

/**
 * Plays a path again, with its dice where it has some, and goes on by itself as far as the next choice or to `node`.
 *
 * @returns the play, or null where one of the choices is not offered.
 */
export function replayPath(story: Story, { start, choices, dice }: FoundPath, options: ReplayOptions = {}): StoryPlay | null {
  const { node = null, onMoment = () => {} } = options;
  let rolled = 0;
  const hand = (): number => dice?.[rolled++] ?? 0;
  const play = openStart(story, start, dice === null ? {} : { dice: hand });
  onMoment(play.moment);
  for (const choice of choices) {
    if (!goToChoice(play, { node: null, onMoment })) return null;
    const place = play.moment.offered.findIndex(({ id }) => id === choice);
    if (place === -1) return null;
    play.choose(place);
    onMoment(play.moment);
  }
  goToChoice(play, { node, onMoment });
  return play;
}

/** Goes on by itself to a choice, an end, or the node asked for; false for a circle. */
function goToChoice(play: StoryPlay, { node, onMoment }: Required<ReplayOptions>): boolean {
  for (let steps = 0; play.moment.kind === "goto" && play.moment.node !== node; steps += 1) {
    if (steps === MAX_BY_ITSELF) return false;
    play.advance();
    onMoment(play.moment);
  }
  return true;
}
