import type { PlaytestFooter, PlaytestHeader, PlaytestStep, PlaytestTrace } from "../playtest/record/playtest-trace.ts";
import { compareCodeUnits } from "../canonical/order.ts";
import { failedWords } from "./failed-words.ts";
import { endMark } from "./outcome-words.ts";
import { valueWords } from "./value-words.ts";
import type { AssetGroup, TraceEnd, TraceFact, ViewedStep, ViewedTrace } from "./viewed-trace.ts";

/** What is left of a playtest whose trace was cut off: it has no end, and perhaps no environment. */
export type PlaytestPart = Pick<PlaytestTrace, "header" | "steps"> & Partial<PlaytestTrace>;

/** A playtest as the viewer shows it; also one that was cut off, whose end is then unknown. */
export function viewPlaytest({ header, environment, steps, footer }: PlaytestPart): ViewedTrace {
  const file = environment?.storyFile ?? null;
  return {
    kind: "playtest",
    title: header.story.id,
    facts: factsOf(header),
    start: header.initial.variables,
    steps: steps.map(viewStep),
    end: endOf(footer),
    digest: footer?.digest ?? null,
    source: { file, lines: environment?.lines ?? {} },
    assets: groupsOf(footer),
    play: {
      story: file ?? header.story.id,
      pov: header.pov,
      worldline: header.worldline,
      seed: header.seed,
      variables: header.variables,
      isOfSuite: header.suite !== null || header.category !== null,
    },
  };
}

/** What decided the run; what nobody chose is left out. */
function factsOf(header: PlaytestHeader): readonly TraceFact[] {
  const { suite, category, workflow, pov, worldline, seed, policy, variables, promptPacks } = header;
  const given = Object.keys(variables)
    .toSorted(compareCodeUnits)
    .map((name) => `${name} ${valueWords(variables[name] ?? null)}`);
  const facts: readonly (readonly [string, string | null])[] = [
    ["suite", suite],
    ["category", category],
    ["workflow", workflow],
    ["pov", pov],
    ["worldline", worldline],
    ["seed", String(seed)],
    ["policy", policy.name],
    ["variables", given.length === 0 ? null : given.join(", ")],
    ["prompt packs", promptPacks.length === 0 ? null : promptPacks.join(", ")],
  ];
  return facts.filter((fact): fact is TraceFact => fact[1] !== null);
}

function viewStep(step: PlaytestStep): ViewedStep {
  const { i, node, lines, offered, refused, chose, draws, sets, assets, emits } = step;
  return {
    i,
    place: node,
    lines,
    offered,
    refused: refused.map(({ id, text, failed }) => ({ id, text, why: failedWords(failed) })),
    chose,
    draws,
    sets,
    assets,
    emits,
    mark: null,
    facts: [],
    texts: [],
  };
}

function endOf(footer: PlaytestFooter | undefined): TraceEnd {
  if (footer === undefined) return { mark: endMark("unknown"), text: null };
  return { mark: endMark(footer.outcome), text: footer.ending ?? footer.why };
}

function groupsOf(footer: PlaytestFooter | undefined): readonly AssetGroup[] {
  return Object.entries(footer?.assets ?? {})
    .toSorted(([one], [other]) => compareCodeUnits(one, other))
    .map(([kind, ids]) => ({ kind, ids }));
}
