import type { ReactNode } from "react";
import { reportLines } from "../../../core/backends/report-words.ts";
import { Failure } from "../../components/Failure.tsx";
import { Mark } from "../../components/Mark.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import type { TestResult } from "./use-tests.ts";
import css from "./backends.module.css";

/** What a look at a server found, in plain words and with the ways out. */
export function ReportView({ result }: { readonly result: TestResult }): ReactNode {
  if (result.kind === "refused") return <Failure error={result.error} />;
  return (
    <div role="status" className={css["report"]}>
      {result.kind === "asking" ? (
        <p className={css["quiet"]}>Asking the server …</p>
      ) : (
        <ul aria-label="What the server answered">
          {reportLines(result.report).map(({ mark, text, hint }) => (
            <li key={text}>
              <Mark look={mark} iconOnly />
              <p>
                <InlineCode text={capital(text)} />
                {hint === null ? null : (
                  <span className={css["hint"]}>
                    <InlineCode text={`→ ${hint}`} />
                  </span>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
