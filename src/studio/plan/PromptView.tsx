import type { ReactNode } from "react";
import type { Fragment, Plan } from "../../core/assets/plan/plan.ts";
import { promptLayers, type FragmentView } from "../../core/plan-view/prompt-layers.ts";
import { useFlash } from "./flash.ts";
import css from "./plan.module.css";

/** The prompt as it is sent, and layer by layer who says what, with what was displaced or said already. */
export function PromptView({ plan }: { readonly plan: Plan }): ReactNode {
  const flash = useFlash();
  const { prompt } = plan;
  if (prompt === null) {
    return (
      <section aria-label="Prompt">
        <h3>Prompt</h3>
        <p className={css["none"]}>— No prompt: the plan is blocked.</p>
      </section>
    );
  }
  return (
    <section aria-label="Prompt">
      <h3>Prompt</h3>
      <FinalText polarity="positive" text={prompt.positive} lit={flash("prompt positive")} />
      <FinalText polarity="negative" text={prompt.negative} lit={flash("prompt negative")} />
      <ol className={css["layers"]}>
        {promptLayers(prompt).map((layer) => (
          <li key={layer.id}>
            <h4>{layer.title}</h4>
            <ul>
              {layer.fragments.map((fragment) => (
                <FragmentLine key={fragment.key} fragment={fragment} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface FinalTextProps {
  readonly polarity: Fragment["polarity"];
  readonly text: string;
  readonly lit: "odd" | "even" | undefined;
}

function FinalText({ polarity, text, lit }: FinalTextProps): ReactNode {
  return (
    <div className={css["final"]} data-polarity={polarity} data-flash={lit}>
      <span className={css["sign"]} title={polarity}>
        <span aria-hidden="true">{polarity === "positive" ? "+" : "−"}</span>
        <span className={css["hidden"]}>{polarity}:</span>
      </span>
      <p>{text === "" ? "—" : text}</p>
    </div>
  );
}

function FragmentLine({ fragment }: { readonly fragment: FragmentView }): ReactNode {
  const flash = useFlash();
  const { polarity, text, source, manner, lost, key } = fragment;
  return (
    <li data-lost={lost !== null} data-flash={flash(`fragment ${key}`)}>
      <span className={css["sign"]} aria-label={polarity}>
        {polarity === "positive" ? "+" : "−"}
      </span>
      {lost === null ? <span className={css["said"]}>{text}</span> : <del>{text}</del>}
      <span className={css["source"]}>
        {lost === null ? null : <em>{lost} </em>}
        {manner === "" ? null : `${manner} `}
        <code>{source}</code>
      </span>
    </li>
  );
}
