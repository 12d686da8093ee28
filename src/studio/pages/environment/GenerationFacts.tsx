import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { changesWords, packageChanges } from "../../../core/env/view/package-changes.ts";
import { generationMark, wayTo } from "../../../core/env/view/timeline.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Digest } from "../../components/Digest.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { countWords } from "../playtest/playtest-words.ts";
import { ChangeTable } from "./ChangeTable.tsx";
import type { Comparison } from "./comparison.ts";
import type { ShowEnvironment } from "./environment-search.ts";
import type { EnvStatus, GenerationRow, GenerationShown } from "./use-environment.ts";
import css from "./environment.module.css";

interface GenerationFactsProps {
  readonly generation: GenerationRow;
  readonly status: EnvStatus;
  readonly comparison: Comparison;
  /** Buttons for what can be done with it. */
  readonly deeds: ReactNode;
  readonly show: ShowEnvironment;
}

/** What is known of the chosen generation: how it differs, what it is made of, and what was made under it. */
export function GenerationFacts({ generation, status, comparison, deeds, show }: GenerationFactsProps): ReactNode {
  const { number, reason, txid } = generation;
  const { data, error } = useVerb("env.generation.show", { number, ...comparison.input }, { keepPrevious: false });
  return (
    <div className={css.facts}>
      <h2>
        Generation {number} <Mark look={generationMark(generation, status.transactions)} />
      </h2>
      <p>
        {reason}, <When atMs={generation.createdAtMs} />
        {txid === null ? null : (
          <>
            {" · "}
            <button type="button" className={css.link} onClick={() => show({ at: txid })}>
              its transaction
            </button>
          </>
        )}
      </p>
      <p className={css.mute}>{wayTo(generation, status.transactions)}</p>
      <div className={css.ways}>{deeds}</div>
      {error !== null && data === undefined ? <Failure error={error} /> : null}
      {data === undefined && error === null ? <Loading what="Comparing" /> : null}
      {data === undefined ? null : <Differences shown={data} core={comparison.corePackages} />}
      <MadeUnder generation={generation} />
      <Figures generation={generation} shown={data} />
    </div>
  );
}

function Differences({
  shown: { against },
  core,
}: {
  readonly shown: GenerationShown;
  readonly core: readonly string[];
}): ReactNode {
  if (against === null) return <p className={css.mute}>There is nothing to compare it with.</p>;
  const packages = packageChanges(against.packages, core);
  const { added, removed } = against.overrides;
  return (
    <>
      <h3>Against generation {against.number}</h3>
      <p className={css.mute}>
        Packages: {changesWords(packages)}. Node packs: {changesWords(against.nodes)}.
      </p>
      <ChangeTable label="Node packs that differ" lines={against.nodes} />
      <ChangeTable label="Packages that differ" lines={packages} />
      {added.length === 0 ? null : (
        <p>
          New overrides: <code>{added.join(", ")}</code>
        </p>
      )}
      {removed.length === 0 ? null : (
        <p>
          Overrides that are gone: <code>{removed.join(", ")}</code>
        </p>
      )}
    </>
  );
}

/** Assets that name this environment, the newest first. */
function MadeUnder({ generation: { versions, versionCount } }: { readonly generation: GenerationRow }): ReactNode {
  if (versionCount === null) return <p className={css.mute}>Assets that were made under it are not counted now.</p>;
  if (versionCount === 0) return <p className={css.mute}>No asset was made under it.</p>;
  const more = versionCount - versions.length;
  return (
    <section aria-label="Assets that were made under it">
      <h3>{countWords(versionCount, "asset")} made under it</h3>
      <ul className={css.made}>
        {versions.map(({ spec, versionId }) => (
          <li key={versionId}>
            <Link to="/assets/$version" params={{ version: versionId }}>
              {spec}
            </Link>
          </li>
        ))}
        {more === 0 ? null : <li className={css.mute}>and {more} older</li>}
      </ul>
    </section>
  );
}

interface FiguresProps {
  readonly generation: GenerationRow;
  readonly shown: GenerationShown | undefined;
}

function Figures({ generation: { envId, base, packages }, shown }: FiguresProps): ReactNode {
  const manifest = shown?.manifest ?? null;
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["environment", <Digest key="id" value={envId} label="environment id" />],
    ["derived from", base ?? "—"],
    ["packages", packages],
    ["node packs", shown === undefined ? "—" : shown.nodes.map(({ id }) => id).join(", ") || "none"],
    ["overrides", shown === undefined ? "—" : shown.overrides.join(", ") || "none"],
    ["Python", manifest === null ? "—" : `${manifest.python.version}, ${manifest.python.platform}`],
    ["ComfyUI", manifest === null ? "—" : (manifest.comfyui.version ?? "says no version")],
    ["uv", manifest?.uvVersion ?? "—"],
  ];
  return (
    <dl className={css.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
