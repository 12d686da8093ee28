import { checkMark } from "../../../core/report/outcome-mark.ts";
import type { ReactNode } from "react";
import { byKey } from "../../../core/canonical/order.ts";
import type { Check } from "../../../core/checks/check.ts";
import { Mark } from "../../components/Mark.tsx";
import { ContractView } from "../../plan/ContractView.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import type { ShownAsset } from "./use-asset.ts";
import planStyles from "../../plan/plan.module.css";
import styles from "./evidence.module.css";

/** What was asked of the images, and what every check found. */
export function ContractTab({ shown }: { shown: ShownAsset }): ReactNode {
  const { plan, checks } = shown.evidence;
  const applied = checks.filter(({ outcome }) => outcome !== "not_applicable");
  const spared = checks.filter(({ outcome }) => outcome === "not_applicable");
  return (
    <div className={planStyles["plan"]}>
      <ContractView plan={plan} />
      <section aria-label="Checks">
        <h3>
          Checks <small>{applied.length}</small>
        </h3>
        {applied.length === 0 ? (
          <p className={styles["mute"]}>Unchecked: this contract asks for nothing that was measured.</p>
        ) : (
          <ul className={styles["checks"]}>
            {applied.map((check) => (
              <CheckLine key={check.check} check={check} />
            ))}
          </ul>
        )}
        {spared.length === 0 ? null : (
          <p className={styles["mute"]}>Not asked for: {spared.map(({ check }) => words(check)).join(", ")}.</p>
        )}
      </section>
    </div>
  );
}

function CheckLine({ check }: { check: Check }): ReactNode {
  const numbers = Object.entries(check.evidence.numbers)
    .toSorted(byKey(([name]) => name))
    .map(([name, value]) => `${name} ${rounded(value)}`);
  if (check.score !== undefined) numbers.push(`score ${rounded(check.score)}`);
  if (check.threshold !== undefined) numbers.push(`threshold ${rounded(check.threshold)}`);
  return (
    <li>
      <Mark look={checkMark(check.outcome)} />
      <span>
        <strong>{words(check.check)}</strong>{" "}
        <span className={styles["mute"]}>
          {check.severity}, v{check.version}
        </span>
        {check.evidence.note === undefined ? null : (
          <span className={styles["note"]}>
            <InlineCode text={check.evidence.note} />
          </span>
        )}
        {numbers.length === 0 ? null : <span className={styles["numbers"]}>{numbers.join(" · ")}</span>}
      </span>
    </li>
  );
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** Four decimals tell scores and distances apart; more is noise to a reader. The evidence keeps them all. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
