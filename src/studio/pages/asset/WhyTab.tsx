import { verdictMark } from "../../../core/report/outcome-mark.ts";
import type { ReactNode } from "react";
import { InlineCode } from "../../text/InlineCode.tsx";
import { ModelView } from "../../plan/ModelView.tsx";
import { StackView } from "../../plan/StackView.tsx";
import { Mark } from "../../components/Mark.tsx";
import type { ShownAsset } from "./use-asset.ts";
import planStyles from "../../plan/plan.module.css";
import styles from "./evidence.module.css";

/** Why it came out so: first what became of it, then every choice that was made before a pixel was. */
export function WhyTab({ shown }: { shown: ShownAsset }): ReactNode {
  const { evidence, underNewerRules } = shown;
  return (
    <div className={planStyles["plan"]}>
      <section aria-label="What became of it">
        <h3>What became of it</h3>
        <ul className={styles["reasons"]}>
          {evidence.reasons.map((reason) => (
            <li key={reason}>
              <InlineCode text={reason} />
            </li>
          ))}
        </ul>
        {underNewerRules === null ? null : (
          <p>
            Under today's rules (version {underNewerRules.rulesVersion}) the same checks say{" "}
            <Mark look={verdictMark(underNewerRules.verdict)} />
          </p>
        )}
        {evidence.firstPass ? null : (
          <p className={styles["mute"]}>Not the first try: an earlier version of this request did not pass.</p>
        )}
      </section>
      <ModelView plan={evidence.plan} />
      <StackView plan={evidence.plan} />
    </div>
  );
}
