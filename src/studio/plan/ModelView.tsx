import type { ReactNode } from "react";
import type { Plan } from "../../core/assets/plan/plan.ts";
import { Digest } from "../components/Digest.tsx";
import { useFlash } from "./flash.ts";
import css from "./plan.module.css";

/** What draws it, in which dialect and with which parameters. */
export function ModelView({ plan }: { readonly plan: Plan }): ReactNode {
  const flash = useFlash();
  const { checkpoint, profile, baseline, renderer, parameters, recipeDigest } = plan;
  const rows = [
    { name: "Checkpoint", value: checkpoint?.id ?? null, lit: flash("checkpoint") },
    { name: "Profile", value: versioned(profile), lit: flash("profile") },
    { name: "Baseline", value: versioned(baseline), lit: flash("baseline") },
    { name: "Renderer", value: renderer === "builtin" ? "built in" : "ComfyUI", lit: flash("renderer") },
  ];
  return (
    <section aria-label="Model">
      <h3>
        Model
        {recipeDigest === null ? null : (
          <small className={css["recipe"]}>
            recipe <Digest value={recipeDigest} label="recipe digest" />
          </small>
        )}
      </h3>
      <dl className={css["facts"]}>
        {rows.map(({ name, value, lit }) => (
          <div key={name} data-flash={lit}>
            <dt>{name}</dt>
            <dd>{value === null ? "none" : <code>{value}</code>}</dd>
          </div>
        ))}
      </dl>
      {parameters === null ? null : (
        <ul className={css["parameters"]} aria-label="Parameters">
          {Object.entries(parameters).map(([name, value]) => (
            <li key={name} data-flash={flash(`parameter ${name}`)}>
              <span>{PARAMETER_NAMES[name] ?? name}</span> <b>{value}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const PARAMETER_NAMES: Readonly<Record<string, string>> = { clipSkip: "CLIP skip", cfg: "CFG" };

function versioned(record: { readonly id: string; readonly version: number } | null): string | null {
  return record === null ? null : `${record.id} v${record.version}`;
}
