import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EntityLink, Sentence } from "../../../core/activity/sentence.ts";
import { Ticked } from "../../components/Ticked.tsx";
import { ActivityLink } from "./ActivityLink.tsx";

/** A sentence with its links. */
export function SentenceText({ sentence }: { readonly sentence: Sentence }): ReactNode {
  return sentence.parts.map((part, index) =>
    typeof part === "string" ? <Ticked key={index} text={part} /> : <EntityAnchor key={index} link={part} />,
  );
}

/** A spec, job, version, playtest, run of trials or change of the environment by name, leading to its page. */
export function EntityAnchor({ link }: { readonly link: EntityLink }): ReactNode {
  const { kind, id, text } = link;
  switch (kind) {
    case "spec":
      return (
        <Link to="/specs/$spec" params={{ spec: id }}>
          {text}
        </Link>
      );
    case "version":
      return (
        <Link to="/assets/$version" params={{ version: id }}>
          {text}
        </Link>
      );
    case "job":
      return <ActivityLink search={{ tab: "jobs", job: id }}>{text}</ActivityLink>;
    case "playtest":
      return <ActivityLink search={{ entity: id }}>{text}</ActivityLink>;
    case "env":
      return (
        <Link to="/environment" search={id === "" ? {} : { at: id }}>
          {text}
        </Link>
      );
    case "trial":
      return (
        <Link to="/trials" search={{ run: id }}>
          {text}
        </Link>
      );
  }
}
