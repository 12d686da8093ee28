import type { ReactNode } from "react";
import { TabBar } from "../components/TabBar.tsx";
import css from "./records.module.css";

interface EditorLayoutProps<Id extends string> {
  readonly head: ReactNode;
  readonly form: ReactNode;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly note?: string }[];
  readonly tab: Id;
  readonly onTab: (tab: Id) => void;
  /** What the chosen tab shows. */
  readonly side: ReactNode;
  /** True while what the side shows is being worked out anew. */
  readonly isWaiting: boolean;
}

/** A record's screen: what is done above, the form on the left, what it means on the right. */
export function EditorLayout<Id extends string>(props: EditorLayoutProps<Id>) {
  return (
    <div className={css["editor"]}>
      <div className={css["head"]}>
        {props.head}
        <button type="button" className={css["toSide"]} onClick={() => goToSide(props.tab)}>
          <span aria-hidden="true">↓</span> {props.tabs.find((tab) => tab.id === props.tab)?.label}
        </button>
      </div>
      <div className={css["columns"]}>
        <div className={css["left"]}>{props.form}</div>
        <div className={css["right"]}>
          <TabBar label="What it means" tabs={props.tabs} chosen={props.tab} onChoose={props.onTab} />
          <div
            role="tabpanel"
            id={`panel-${props.tab}`}
            aria-labelledby={`tab-${props.tab}`}
            aria-busy={props.isWaiting}
            className={css["side"]}
            tabIndex={0}
          >
            {props.side}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Where both do not fit beside each other, the right side lies below a long form. */
function goToSide(tab: string): void {
  const panel = document.getElementById(`panel-${tab}`);
  panel?.scrollIntoView({ block: "start" });
  panel?.focus({ preventScroll: true });
}
