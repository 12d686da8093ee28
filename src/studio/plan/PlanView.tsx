import type { ReactNode } from "react";
import type { Plan } from "../../core/assets/plan/plan.ts";
import type { Blocker } from "../../core/assets/ready/blockers.ts";
import { ContractView } from "./ContractView.tsx";
import { FlashContext, useBeat } from "./flash.ts";
import { ModelView } from "./ModelView.tsx";
import { PromptView } from "./PromptView.tsx";
import { SeedsView } from "./SeedsView.tsx";
import { StackView } from "./StackView.tsx";
import css from "./plan.module.css";

interface PlanViewProps {
  readonly plan: Plan;
  /** Decisions that changed just now, by name as in plan differences; each is lit once. */
  readonly changed?: ReadonlySet<string>;
  /** Ways out of what blocks the plan, where the caller does not show them itself. */
  readonly blockers?: readonly Blocker[];
}

const NOTHING: ReadonlySet<string> = new Set();

/** Everything that is decided before a pixel is made, each decision with its reason. Used wherever a plan is shown. */
export function PlanView({ plan, changed = NOTHING, blockers = [] }: PlanViewProps): ReactNode {
  return (
    <FlashContext value={useBeat(changed)}>
      <div className={css["plan"]}>
        {blockers.length === 0 ? null : (
          <section aria-label="Blocked" className={css["blocked"]}>
            <h3>Blocked</h3>
            <ul>
              {blockers.map((blocker) => (
                <li key={`${blocker.code} ${blocker.detail}`}>
                  <span aria-hidden="true">!</span> {blocker.detail}. {blocker.hint}.
                </li>
              ))}
            </ul>
          </section>
        )}
        <ModelView plan={plan} />
        <StackView plan={plan} />
        <PromptView plan={plan} />
        <ContractView plan={plan} />
        <SeedsView plan={plan} />
      </div>
    </FlashContext>
  );
}
