import type { ReactNode } from "react";
import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import type { VerbOutput } from "../../../server/api.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import css from "./environment.module.css";

type Check = VerbOutput<"env.doctor">["checks"][number];

const LOOKS: Readonly<Record<Check["outcome"], OutcomeMark>> = {
  ok: { icon: "✓", word: "ok", tone: "pass" },
  warn: { icon: "!", word: "look", tone: "exception" },
  fail: { icon: "✕", word: "wrong", tone: "fail" },
  unknown: { icon: "—", word: "unknown", tone: "unknown" },
};

/** Everything that the environment rests on, looked at now. */
export function DoctorSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { data, error } = useVerb("env.doctor", {});
  return (
    <Sheet title="What the environment rests on" onClose={onClose} size="wide">
      {error !== null && data === undefined ? <Failure error={error} /> : null}
      {data === undefined && error === null ? <Loading what="Looking at packages, node packs, models and tools" /> : null}
      <ul className={css.checks}>
        {data?.checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ul>
    </Sheet>
  );
}

function CheckRow({ check: { id, outcome, detail, hint, items } }: { readonly check: Check }): ReactNode {
  return (
    <li>
      <Mark look={LOOKS[outcome]} />
      <b>{id}</b>
      <div className={css.about}>
        <p>
          <Ticked text={detail} />
        </p>
        {items.length === 0 ? null : (
          <ul className={css.mute}>
            {items.map((item) => (
              <li key={item}>
                <code>{item}</code>
              </li>
            ))}
          </ul>
        )}
        {hint === null ? null : (
          <p className={css.mute}>
            → <Ticked text={hint} />
          </p>
        )}
      </div>
    </li>
  );
}
