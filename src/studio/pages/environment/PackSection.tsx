import type { ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import type { EnvStatus } from "./use-environment.ts";
import css from "./environment.module.css";

type Pack = EnvStatus["nodes"][number];

interface PackSectionProps {
  readonly nodes: readonly Pack[];
  readonly item: ItemContext;
  readonly onUpdate: (id: string) => void;
  readonly onRemove: (id: string) => void;
}

/** The node packs of production: where each comes from, at which commit, and what it brought along. */
export function PackSection({ nodes, item, onUpdate, onRemove }: PackSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="packs">
      <h2 id="packs">Node packs of production</h2>
      {nodes.length === 0 ? (
        <p className={css.mute}>None: ComfyUI runs with its own nodes alone.</p>
      ) : (
        <ul className={css.list}>
          {nodes.map((pack) => (
            <ItemRow key={pack.id} item={{ kind: "pack", id: pack.id }} context={item}>
              <div className={css.pack}>
                <h3>{pack.id}</h3>
                <PackWords pack={pack} />
                <div className={css.buttons}>
                  {pack.url === null ? null : (
                    <Button tone="quiet" aria-label={`Update ${pack.id}`} onClick={() => onUpdate(pack.id)}>
                      Update
                    </Button>
                  )}
                  <Button tone="quiet" aria-label={`Remove ${pack.id}`} onClick={() => onRemove(pack.id)}>
                    Remove
                  </Button>
                </div>
              </div>
            </ItemRow>
          ))}
        </ul>
      )}
    </section>
  );
}

function PackWords({ pack: { url, commit, managedDeps, pinsOwned, buildsOwned, enabled } }: { readonly pack: Pack }): ReactNode {
  return (
    <div className={css.about}>
      <p className={css.mute}>
        {commit === null ? "copied from the ComfyUI folder" : <code title={commit}>{commit.slice(0, 8)}</code>}
        {url === null ? null : <> · {url}</>}
        {enabled ? null : " · not loaded"}
      </p>
      {managedDeps.length === 0 ? null : (
        <p className={css.mute}>
          asks for <code>{managedDeps.join(", ")}</code>
        </p>
      )}
      {pinsOwned.length === 0 ? null : (
        <p>
          <span className={css.core}>overrides</span> <code>{pinsOwned.join(", ")}</code>
        </p>
      )}
      {buildsOwned.length === 0 ? null : (
        <p className={css.mute}>
          built from source: <code>{buildsOwned.join(", ")}</code>
        </p>
      )}
    </div>
  );
}
