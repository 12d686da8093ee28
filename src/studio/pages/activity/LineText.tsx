import type { ReactNode } from "react";
import type { EntityLink, Sentence } from "../../../core/activity/sentence.ts";
import { Ticked } from "../../components/Ticked.tsx";

/**
 * A sentence in a list, with its links as plain as links can be: a router's own cost more than all the rest of a line. They
 * stay out of the tab order, for one key opens the event, and the list follows them when they are clicked.
 */
export function LineText({ sentence }: { readonly sentence: Sentence }): ReactNode {
  return sentence.parts.map((part, index) =>
    typeof part === "string" ? (
      <Ticked key={index} text={part} />
    ) : (
      <a key={index} href={addressOf(part)} tabIndex={-1}>
        {part.text}
      </a>
    ),
  );
}

function addressOf({ kind, id }: EntityLink): string {
  const name = encodeURIComponent(id);
  switch (kind) {
    case "spec":
      return `/specs/${name}`;
    case "version":
      return `/assets/${name}`;
    case "job":
      return `/activity?tab=jobs&job=${name}`;
    case "playtest":
      return `/activity?entity=${name}`;
    case "env":
      return name === "" ? "/environment" : `/environment?at=${name}`;
    case "trial":
      return `/trials?run=${name}`;
  }
}
