import { countOf } from "../checks/words.ts";
import type { EventPayload } from "../events/event.ts";
import type { EntityLink, EventTone, Sentence, SentenceTable } from "./sentence.ts";

type TrialType = Extract<keyof SentenceTable, `trial.${string}`>;
type Scenarios = EventPayload<"trial.finished">["scenarios"];

/** How events about trials read. What got no answer, or did not run, is never called fine. */
export const TRIAL_SENTENCES: Pick<SentenceTable, TrialType> = {
  "trial.started": ({ entityId, payload }) => {
    const trials = payload.scenarios.reduce((sum, scenario) => sum + scenario.trials, 0);
    const count = payload.more === 0 ? countOf(trials, "trial") : `more than ${countOf(trials, "trial")}`;
    return say("▸", "plain", ["Trials of ", linkTo(entityId, payload), ` began: ${count}`]);
  },
  "trial.finished": ({ entityId, payload }) => {
    const link = linkTo(entityId, payload);
    const said = countsOf(payload.scenarios);
    if (payload.outcome === "interrupted") return say("!", "exception", ["Trials of ", link, ` were interrupted: ${said}`]);
    const { icon, tone, words } = verdictOf(payload);
    return say(icon, tone, [link, ` ${words}: ${said}`]);
  },
};

function say(icon: string, tone: EventTone, parts: Sentence["parts"]): Sentence {
  return { icon, tone, parts };
}

function linkTo(id: string, { scenarios, more }: { scenarios: readonly { readonly name: string }[]; more: number }): EntityLink {
  const [first] = scenarios;
  const text = first !== undefined && scenarios.length + more === 1 ? first.name : countOf(scenarios.length + more, "scenario");
  return { kind: "trial", id, text };
}

function verdictOf({ ok, scenarios, more }: EventPayload<"trial.finished">): {
  readonly icon: string;
  readonly tone: EventTone;
  readonly words: string;
} {
  const isOne = scenarios.length + more === 1;
  if (ok) return { icon: "✓", tone: "pass", words: isOne ? "passes" : "pass" };
  const having = (verdict: Scenarios[number]["verdict"]): number => scenarios.filter((each) => each.verdict === verdict).length;
  const [failed, hard, infra] = [having("fail"), having("hard_fail"), having("infra")];
  const unknown = failed + hard === 0 && infra > 0;
  const look = unknown ? ({ icon: "?", tone: "uncertain" } as const) : ({ icon: "✕", tone: "fail" } as const);
  if (isOne) return { ...look, words: unknown ? "got no answer" : hard > 0 ? "fails hard" : "fails" };
  const parts = [
    [failed, "failed"],
    [hard, "failed hard"],
    [infra, "got no answer"],
  ] as const;
  return { ...look, words: `ran, ${parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])).join(", ")}` };
}

function countsOf(scenarios: Scenarios): string {
  const sum = (key: "trials" | "passed" | "infra"): number => scenarios.reduce((all, scenario) => all + scenario[key], 0);
  const infra = sum("infra");
  const passed = `${sum("passed")} of ${countOf(sum("trials"), "trial")} passed`;
  return infra === 0 ? passed : `${passed}, ${infra} got no answer`;
}
