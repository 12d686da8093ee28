import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { AddServer } from "./AddServer.tsx";
import { BackendCard } from "./BackendCard.tsx";
import { ChangeServer } from "./ChangeServer.tsx";
import { NoServers } from "./NoServers.tsx";
import { useBackendDeeds } from "./use-backend-deeds.ts";
import { useBackendsActions } from "./use-backends-actions.ts";
import { useBackends } from "./use-backends.ts";
import { useTests } from "./use-tests.ts";
import css from "./backends.module.css";

/** Which backend is looked at; it stands in the address. */
interface Search {
  readonly at?: string;
}

/** What lies over the page. */
type Over = { readonly kind: "add" } | { readonly kind: "change"; readonly backend: BackendState };

/** What renders for this project, how each of it is and why, and what can be done about it. */
export function BackendsPage(): ReactNode {
  const { data, error, refetch, ask } = useBackends();
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Asking the renderers" />;
  return <BackendsScreen backends={data.backends} ask={ask} />;
}

function BackendsScreen({ backends, ask }: { readonly backends: readonly BackendState[]; readonly ask: () => void }): ReactNode {
  const { at } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const choose = (id: string): void => void (id !== at && navigate({ to: "/backends", search: { at: id }, replace: true }));
  const [over, setOver] = useState<Over | null>(null);
  const tests = useTests();
  const deeds = useBackendDeeds();
  const actions = useBackendsActions({
    backends,
    chosen: backends.find(({ id }) => id === at),
    deeds,
    ask,
    test: (backend) => void tests.run(backend.id),
    add: () => setOver({ kind: "add" }),
    change: (backend) => setOver({ kind: "change", backend }),
  });
  const close = (): void => setOver(null);
  const hasServer = backends.some(({ kind }) => kind === "comfyui");
  const add = <ActionButton action={actions.add} screen="backends" />;
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <h1>Backends</h1>
        {hasServer ? (
          <div className={css["buttons"]}>
            <ActionButton action={actions.ask} screen="backends" quiet />
            {add}
          </div>
        ) : null}
      </header>
      <p className={css["lead"]}>
        What renders for this project on this machine. Specs with a workflow are drawn by ComfyUI servers, all others by the
        built-in renderer.
      </p>
      <Override backends={backends} />
      {backends.map((backend) => (
        <BackendCard
          key={backend.id}
          backend={backend}
          isChosen={backend.id === at}
          onChoose={() => choose(backend.id)}
          actions={actions.of(backend)}
          test={tests.of(backend.id)}
          onCloseTest={() => tests.forget(backend.id)}
        />
      ))}
      {hasServer ? null : <NoServers action={add} />}
      {over?.kind === "add" ? (
        <AddServer
          add={deeds.add}
          onClose={close}
          onAdded={(backend) => {
            close();
            choose(backend.id);
          }}
        />
      ) : null}
      {over?.kind === "change" ? <ChangeServer backend={over.backend} change={deeds.change} onClose={close} /> : null}
    </div>
  );
}

/** Says that a server named outside the file stands for all others. */
function Override({ backends }: { readonly backends: readonly BackendState[] }): ReactNode {
  const only = backends.find(({ source }) => source === "environment");
  if (only === undefined) return null;
  return (
    <p className={css["note"]}>
      Only <code>{only.id}</code> is used while <code>TOUCHSTONE_COMFYUI_URL</code> names it. Servers that are added here are used
      once it does not.
    </p>
  );
}
