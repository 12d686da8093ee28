import type { ReactNode } from "react";
import { costText, latencyText, percentText, scoreText } from "../../../core/trials/report/figures.ts";
import { flakeMarkOf, verdictMarkOf } from "../../../core/trials/report/trial-marks.ts";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { RateBar } from "./RateBar.tsx";
import type { ScenarioReport } from "./use-trials.ts";
import css from "./trials.module.css";

/** What a scenario came to in a run: its verdict with the reason, its rate with bounds, and what failed most often. */
export function ScenarioCard({ report, strip }: { readonly report: ScenarioReport; readonly strip: ReactNode }): ReactNode {
  const { name, file, verdict, why, trials, infra, passed, rate, wilson, stoppedEarly } = report;
  return (
    <article className={css.card} aria-label={name}>
      <header>
        <h2>{name}</h2>
        <Mark look={verdictMarkOf(verdict)} />
        <RateBar passed={passed} judged={trials - infra} rate={rate} wilson={wilson} />
        <code className={css.mute}>{file}</code>
      </header>
      <p>
        <Ticked text={sentence(why)} />
        {stoppedEarly === null ? null : (
          <span className={css.mute}>
            {" "}
            Ended early: <Ticked text={stoppedEarly} />.
          </span>
        )}
      </p>
      {strip}
      <Failures failures={report.failures} />
      <Figures report={report} />
    </article>
  );
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** Which assertions failed, most often first, with the reason of the first one. */
function Failures({ failures }: Pick<ScenarioReport, "failures">): ReactNode {
  if (failures.length === 0) return null;
  return (
    <ul className={css.failures} aria-label="What failed">
      {failures.map(({ name, failed, skipped, why }) => (
        <li key={name}>
          <span className={css.fail} aria-hidden="true">
            ✕
          </span>
          <span>
            <b>{name}</b> {countsOf(failed, skipped)}
            {why === "" ? null : (
              <span className={css.mute}>
                : <Ticked text={why} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function countsOf(failed: number, skipped: number): string {
  const parts = [...(failed > 0 ? [`failed ${failed}×`] : []), ...(skipped > 0 ? [`not judged ${skipped}×`] : [])];
  return parts.join(", ");
}

function Figures({ report }: { readonly report: ScenarioReport }): ReactNode {
  const { flake, score, latencyMs, cost, judgeCost, retries, passAtK, passHatK } = report;
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["trials agree", <FlakeWords key="flake" flake={flake} />],
    ["pass@k", byK(passAtK)],
    ["pass^k", byK(passHatK)],
    ["score", `mean ${scoreText(score.mean)}, least ${scoreText(score.min)}`],
    ["latency", `p50 ${latencyText(latencyMs.p50)}, p95 ${latencyText(latencyMs.p95)}, most ${latencyText(latencyMs.max)}`],
    ["cost", costText(cost)],
    ...(judgeCost === 0 ? [] : [["judges", costText(judgeCost)] as const]),
    ...(retries === 0 ? [] : [["calls repeated", String(retries)] as const]),
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

function FlakeWords({ flake: { label, why } }: Pick<ScenarioReport, "flake">): ReactNode {
  return (
    <>
      <Mark look={flakeMarkOf(label)} />{" "}
      <span className={css.mute}>
        <Ticked text={why} />
      </span>
    </>
  );
}

/** Chances by k, e.g. `1: 95 %, 3: 85 %`; nothing was counted where too few trials were judged. */
function byK(chances: Readonly<Record<string, number>>): string {
  const parts = Object.entries(chances).map(([k, chance]) => `${k}: ${percentText(chance)}`);
  return parts.length === 0 ? "too few trials" : parts.join(", ");
}
