import type { ReactNode } from "react";
import { PromptView } from "../../plan/PromptView.tsx";
import type { ShownAsset } from "./use-asset.ts";
import planStyles from "../../plan/plan.module.css";

/** The prompt by layer, with what was displaced and repeated. */
export function PromptTab({ shown }: { shown: ShownAsset }): ReactNode {
  return (
    <div className={planStyles["plan"]}>
      <PromptView plan={shown.evidence.plan} />
    </div>
  );
}
