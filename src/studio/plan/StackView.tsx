import type { ReactNode } from "react";
import type { Considered, Plan, StackEntry } from "../../core/assets/plan/plan.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import { useFlash } from "./flash.ts";
import css from "./plan.module.css";

/** The LoRAs in the order they are applied, each with its reason; then what was weighed and left out. */
export function StackView({ plan }: { readonly plan: Plan }): ReactNode {
  const { chosen, skipped, blocked } = plan.explanation;
  const others = chosen.filter((item) => item.kind !== "lora");
  return (
    <section aria-label="Stack">
      <h3>
        Stack <small>{plan.stack.length === 0 ? "empty" : counted(plan.stack.length, "LoRA")}</small>
      </h3>
      {plan.stack.length === 0 ? (
        <p className={css["none"]}>The checkpoint alone.</p>
      ) : (
        <ol className={css["stack"]}>
          {plan.stack.map((entry) => (
            <Entry key={entry.lora} entry={entry} />
          ))}
        </ol>
      )}
      <ConsideredList title="Blocked" mark="✕" items={blocked} isOpen />
      <ConsideredList title="Chosen beside it" mark="✓" items={others} />
      <ConsideredList title="Skipped" mark="⊘" items={skipped} />
    </section>
  );
}

/** A weight of 2 fills the bar; stronger ones are rare and fill it too. */
const FULL_WEIGHT = 2;

function Entry({ entry }: { readonly entry: StackEntry }): ReactNode {
  const flash = useFlash();
  const share = Math.min(1, Math.abs(entry.weight) / FULL_WEIGHT);
  return (
    <li data-flash={flash(`stack ${entry.lora}`)}>
      <span className={css["layer"]}>{entry.layer}</span>
      <span className={css["lora"]}>
        <code>{entry.lora}</code>
        {entry.version === null ? null : <small> v{entry.version}</small>}
      </span>
      <span className={css["weight"]}>
        <span aria-hidden="true">
          <i style={{ inlineSize: `${share * 100}%` }} />
        </span>
        <b>× {entry.weight}</b>
      </span>
      <span className={css["why"]}>
        <InlineCode text={entry.why} />
      </span>
    </li>
  );
}

interface ConsideredListProps {
  readonly title: string;
  readonly mark: string;
  readonly items: readonly Considered[];
  readonly isOpen?: boolean;
}

function ConsideredList({ title, mark, items, isOpen = false }: ConsideredListProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <details className={css["considered"]} open={isOpen}>
      <summary>
        {title} <small>{items.length}</small>
      </summary>
      <ul>
        {items.map((item) => (
          <li key={`${item.kind} ${item.id} ${item.reasonCode} ${item.detail}`}>
            <span aria-hidden="true">{mark}</span>
            <span className={css["layer"]}>{item.layer ?? item.kind}</span>
            <code>{item.id}</code>
            <span className={css["why"]}>
              <InlineCode text={item.detail} /> <small className={css["code"]}>{item.reasonCode}</small>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
