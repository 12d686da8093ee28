import type { ReactNode } from "react";
import type { StoryGraph } from "../../../core/trace-view/story-graph.ts";
import { formatPlace } from "../../../core/errors.ts";
import type { VerbOutput } from "../../../server/api.ts";
import { Button } from "../../components/Button.tsx";
import { notify } from "../../components/toast-store.ts";
import { Ticked } from "../../components/Ticked.tsx";
import { copyText } from "../../trace/copy-text.ts";
import { CoverageView } from "./CoverageView.tsx";
import { countWords } from "./playtest-words.ts";
import css from "./playtest.module.css";

type Shown = VerbOutput<"playtest.story">;

interface NodeFactsProps {
  readonly shown: Shown;
  readonly graph: StoryGraph;
  /** Null: the story as a whole. */
  readonly node: string | null;
  readonly onNode: (node: string) => void;
}

/** What is known of a node: its words, its ways on with how often each was taken, what is wrong; without one, of the story. */
export function NodeFacts({ shown, graph, node, onNode }: NodeFactsProps): ReactNode {
  const found = shown.nodes.find(({ id }) => id === node);
  const findings = [...shown.findings, ...(shown.story.explored?.findings ?? [])];
  const isNode = (id: string): boolean => shown.nodes.some((one) => one.id === id);
  if (found === undefined) {
    return (
      <div className={css.facts}>
        <h2>What was met</h2>
        <CoverageView explored={shown.story.explored} />
        <Findings findings={findings} isNode={isNode} onNode={onNode} />
        {findings.length === 0 ? <p className={css.mute}>Choose a node to see where it leads.</p> : null}
      </div>
    );
  }
  const { id, text, type, speaker, ending, line } = found;
  const visits = graph.nodes.find((one) => one.id === id)?.visits ?? null;
  return (
    <div className={css.facts}>
      <h2>
        <code>{id}</code>
      </h2>
      {type === null ? null : <p className={css.mute}>{type}</p>}
      <p>
        {speaker === null ? null : <b>{speaker}: </b>}
        {text}
      </p>
      <p className={css.mute}>
        {visits === null ? "Not counted: explore the story." : visits === 0 ? "Never met." : `Met ${countWords(visits, "time")}.`}
        {ending === null ? null : ` It is the ending ${ending}.`}
        {line === null ? null : ` ${shown.story.file}:${line}`}
      </p>
      <WaysOn shown={shown} node={id} onNode={onNode} />
      <Findings findings={findings.filter(({ where }) => nodeOf(where) === id)} isNode={isNode} onNode={onNode} />
    </div>
  );
}

function WaysOn({
  shown: { edges, heat },
  node,
  onNode,
}: {
  readonly shown: Shown;
  readonly node: string;
  readonly onNode: (node: string) => void;
}): ReactNode {
  const ways = edges.filter(({ from }) => from === node);
  if (ways.length === 0) return null;
  return (
    <ul className={css.ways}>
      {ways.map(({ to, choice, text }, at) => {
        const count = heat === null || choice === null ? null : (heat.choices[`${node}/${choice}`] ?? 0);
        return (
          <li key={at}>
            <span>
              {choice === null ? "goes on by itself" : text === "" ? choice : text}{" "}
              {choice === null ? null : <code className={css.mute}>{choice}</code>}
            </span>
            {to === null ? (
              <span className={css.mute}>where to, only playing tells</span>
            ) : (
              <button type="button" className={css.link} onClick={() => onNode(to)}>
                → {to}
              </button>
            )}
            <span className={css.mute}>{count === null ? "" : count === 0 ? "never" : `${count}×`}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface FindingsProps {
  readonly findings: Shown["findings"];
  readonly isNode: (id: string) => boolean;
  readonly onNode: (node: string) => void;
}

function Findings({ findings, isNode, onNode }: FindingsProps): ReactNode {
  if (findings.length === 0) return null;
  return (
    <section>
      <h3>Findings</h3>
      <ul className={css.findings}>
        {findings.map(({ kind, where, why, place, command }, at) => (
          <li key={at}>
            <span className={css.fail} aria-hidden="true">
              !
            </span>
            <span>
              {isNode(nodeOf(where)) ? (
                <button type="button" className={css.link} onClick={() => onNode(nodeOf(where))}>
                  {where}
                </button>
              ) : (
                <code>{where}</code>
              )}{" "}
              {kind.replaceAll("_", " ")}: <Ticked text={why} />
              {place === null ? null : <code className={css.mute}> {formatPlace(place)}</code>}
              {command === null ? null : (
                <Button tone="quiet" onClick={() => void copyCommand(command)}>
                  Copy the command
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A finding of a choice is one of its node. */
function nodeOf(where: string): string {
  return where.split("/")[0] ?? where;
}

async function copyCommand(command: string): Promise<void> {
  const isCopied = await copyText(command);
  notify(
    isCopied
      ? { text: "Copied the command" }
      : { text: `This browser lets no page copy. The command is ${command}`, tone: "fail" },
  );
}
