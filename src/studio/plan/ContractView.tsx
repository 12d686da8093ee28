import type { ReactNode } from "react";
import type { ContractLayer, Plan } from "../../core/assets/plan/plan.ts";
import { fieldLabel } from "../../core/forms/field-label.ts";
import { plainText } from "../../core/plan-view/plain-text.ts";
import { useFlash } from "./flash.ts";
import css from "./plan.module.css";

/** What the output must hold, each demand with the layer and the record that make it. */
export function ContractView({ plan }: { readonly plan: Plan }): ReactNode {
  const flash = useFlash();
  const demands = Object.entries(plan.contract);
  return (
    <section aria-label="Contract">
      <h3>
        Contract <small>{demands.length === 0 ? "asks for nothing" : null}</small>
      </h3>
      {demands.length === 0 ? null : (
        <ul className={css["contract"]}>
          {demands.map(([field, demand]) => (
            <li key={field} data-flash={flash(`contract ${field}`)}>
              <span>{fieldLabel(field)}</span>
              <b>
                <DemandValue value={demand?.value} />
              </b>
              <span className={css["source"]}>
                {demand === undefined ? null : LAYERS[demand.layer]} <code>{demand?.recordId}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const LAYERS: Readonly<Record<ContractLayer, string>> = {
  output: "output",
  baseline: "baseline",
  baseline_asset_type: "baseline, by type",
  project_asset_type: "project, by type",
  project: "project",
  spec: "spec",
  tag: "tag",
  entity: "entity",
};

/** Colours are shown as such; everything else in words. */
function DemandValue({ value }: { readonly value: unknown }): ReactNode {
  const palette = value as { readonly colors?: readonly string[]; readonly maxDistance?: number } | undefined;
  if (typeof palette !== "object" || palette.colors === undefined) return plainText(value);
  return (
    <span className={css["palette"]}>
      {palette.colors.map((colour) => (
        <i key={colour} title={colour} style={{ background: colour }} />
      ))}
      <span className={css["hidden"]}>{palette.colors.join(", ")}</span> ≤ {palette.maxDistance}
    </span>
  );
}
