import { useMemo } from "react";
import { changedLines, type ChangedLine } from "../../core/plan-view/changed-lines.ts";
import css from "./records.module.css";

interface YamlViewProps {
  readonly file: string;
  /** The file as it is; null when there is none yet. */
  readonly before: string | null;
  /** The file as it will be. */
  readonly after: string;
}

/** A record's file as it will be saved, comments and all; lines that change are marked. Only to be read. */
export function YamlView({ file, before, after }: YamlViewProps) {
  const lines = useMemo(() => changedLines(before ?? after, after), [before, after]);
  const changes = lines.filter((line) => line.change !== "same").length;
  return (
    <section aria-label={`The file ${file}`} className={css["yaml"]}>
      <p className={css["file"]}>
        <code>{file}</code>
        <span>{before === null ? "not written yet" : changes === 0 ? "as it is saved" : `${changes} changed lines`}</span>
      </p>
      {/* A long file scrolls, so the keyboard must reach it. */}
      <pre tabIndex={0} aria-label="YAML, read only">
        {lines.map((line, place) => (
          <Line key={place} line={line} />
        ))}
      </pre>
    </section>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−" } as const;

function Line({ line }: { line: ChangedLine }) {
  const comment = /(^|\s)#.*$/.exec(line.text);
  const code = comment === null ? line.text : line.text.slice(0, comment.index);
  const key = /^(\s*(?:- )?)([\w-]+:)(?=\s|$)/.exec(code);
  return (
    <span className={css["yamlLine"]} data-change={line.change}>
      <i aria-hidden={line.change === "same"}>{SIGNS[line.change]}</i>
      {key === null ? (
        code
      ) : (
        <>
          {key[1]}
          <b>{key[2]}</b>
          {code.slice(key[0].length)}
        </>
      )}
      {comment === null ? null : <em>{comment[0]}</em>}
      {"\n"}
    </span>
  );
}
