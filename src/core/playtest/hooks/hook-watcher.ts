import { digestOf } from "../../canonical/digest.ts";
import { kindsOf, manifestOf } from "../record/asset-manifest.ts";
import type { PlaytestHeader, PlaytestStep, PlaytestTrace } from "../record/playtest-trace.ts";
import type { Moment } from "../story/moment.ts";
import type { Story, StoryPlay } from "../story/story.ts";
import { type HookFailure, openHooks } from "./call-hooks.ts";
import type { PlaytestHooks } from "./hook-call.ts";

/** Turns the steps of one play into calls of its hooks. */
export interface HookWatcher {
  entered(step: number, moment: Moment): void;
  /** @param play  Stands at the next node. */
  left(step: PlaytestStep, play: StoryPlay): void;
  finished(trace: PlaytestTrace): void;
  readonly failures: readonly HookFailure[];
}

/** Opens the hooks of one play and tells them that it starts. Source: SPEC.md PR15-PR18. */
export function watchWithHooks(hooks: PlaytestHooks, story: Story, header: PlaytestHeader): HookWatcher {
  const caller = openHooks(hooks);
  const met = new Set<string>();
  const facts = () => ({
    scene_id: story.id,
    pov: header.pov,
    worldline: header.worldline,
    metadata: header.metadata,
    assets: manifestOf(met, kindsOf(story)),
  });
  callStart(caller, header, facts());
  return {
    failures: caller.failures,
    entered(step_index, { node, lines, offered, assets, kind }) {
      for (const id of assets) met.add(id);
      caller.call("on_scene_enter", () => ({ ...facts(), step_index, node, lines }));
      if (kind !== "choice") return;
      const choices = offered.map(({ id, text, metadata }) => ({ id, text, metadata }));
      caller.call("on_choice_render", () => ({ ...facts(), step_index, node, choices }));
    },
    left(step, play) {
      for (const id of step.assets) met.add(id);
      caller.call("on_playtest_step", () => ({ ...facts(), ...describeStep(step, play) }));
    },
    finished({ footer }) {
      const { digest, outcome, ending } = footer;
      const ended = { seed: header.seed, digest, steps: footer.counts.steps, outcome, ending, aborted: outcome !== "ended" };
      caller.call("on_playtest_finished", () => ({ ...facts(), ...ended }));
    },
  };
}

type Facts = Pick<
  Parameters<NonNullable<PlaytestHooks["on_playtest_start"]>>[0],
  "scene_id" | "pov" | "worldline" | "metadata" | "assets"
>;

function callStart(caller: ReturnType<typeof openHooks>, header: PlaytestHeader, facts: Facts): void {
  const { seed, suite, category, workflow, promptPacks, initial } = header;
  caller.call("on_playtest_start", () => ({
    ...facts,
    seed,
    suite,
    category,
    workflow,
    prompt_packs: promptPacks,
    variables: initial.variables,
    variables_digest: digestOf(initial.variables),
  }));
}

function describeStep(step: PlaytestStep, play: StoryPlay) {
  const { moment } = play;
  const text = step.offered.find(({ id }) => id === step.chose)?.text ?? null;
  return {
    step_index: step.i,
    from_node: step.node,
    to_node: moment.node,
    choice_id: step.chose,
    choice_text: text,
    variables_digest: digestOf(play.variables()),
    finished: moment.kind === "end",
  };
}
