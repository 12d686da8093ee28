import { memo, type CSSProperties, type ReactNode } from "react";
import { durationWords } from "../../../core/report/duration-words.ts";
import type { ActivityRow } from "../../../core/activity/activity-rows.ts";
import { eventSentence } from "../../../core/activity/event-sentence.ts";
import type { EventSubjects } from "../../../core/activity/event-subjects.ts";
import { When } from "../../components/When.tsx";
import styles from "./activity.module.css";
import { LineText } from "./LineText.tsx";

interface EventLineProps {
  readonly row: ActivityRow;
  readonly subjects: EventSubjects;
}

/** What stands on one line: seq, time, icon, sentence; for a chain also how much followed. */
export const EventLine = memo(function EventLine({ row, subjects }: EventLineProps): ReactNode {
  const event = row.kind === "event" ? row.event : row.summary.decisive;
  const sentence = eventSentence(event, subjects);
  const indent = { paddingLeft: row.kind === "event" ? row.level * 16 : 0 } satisfies CSSProperties;
  return (
    <>
      <span role="gridcell" className={styles.seq}>
        {row.kind === "chain" ? (row.isOpen ? "▾" : "▸") : event.seq}
      </span>
      <span role="gridcell" className={styles.time}>
        <When atMs={event.ts} />
      </span>
      <span role="gridcell" className={styles.icon} data-tone={sentence.tone} aria-hidden="true">
        {sentence.icon}
      </span>
      <span role="gridcell" className={styles.sentence} style={indent}>
        <LineText sentence={sentence} />
      </span>
      <span role="gridcell" className={styles.aside}>
        {row.kind === "chain" ? chainAside(row.summary) : ""}
      </span>
    </>
  );
});

function chainAside({ count, fromMs, toMs, depth }: Extract<ActivityRow, { kind: "chain" }>["summary"]): string {
  const deep = depth === 0 ? "" : ` · depth ${depth}`;
  return `${count} ${count === 1 ? "event" : "events"} · ${durationWords(toMs - fromMs)}${deep}`;
}
