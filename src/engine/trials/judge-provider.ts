import type { ModelProvider } from "../../adapters/models/model-provider.ts";
import { findAccess } from "../../adapters/models/provider-access.ts";
import type { JudgedAssertion, JudgeQuestion } from "../../core/trials/judge/judge-question.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import type { RunPorts } from "./run-options.ts";

/** Gives the provider of each question; each is opened at its first question, since recorded votes need none. */
export function openJudges(
  policy: Pick<TrialPolicy, "providers">,
  ports: RunPorts,
  seed: number,
): (question: JudgeQuestion) => ModelProvider {
  const judges = new Map<JudgedAssertion, ModelProvider>();
  return ({ assertion, adapter }) => {
    const known = judges.get(assertion);
    if (known !== undefined) return known;
    const opened = ports.openProvider(
      {
        ...findAccess(adapter, policy.providers, ports.env),
        adapter,
        script: assertion.script,
        seed,
        now: () => ports.elapsedMs(),
        date: () => ports.nowMs(),
        wait: async (ms, signal) => await ports.wait(ms, signal),
      },
      "judge",
    );
    judges.set(assertion, opened);
    return opened;
  };
}
