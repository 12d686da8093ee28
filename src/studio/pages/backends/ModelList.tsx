import { type ReactNode, useState } from "react";
import { findModels, shownWords } from "../../../core/backends/backend-words.ts";
import { countOf } from "../../../core/checks/words.ts";
import css from "./backends.module.css";

/** Names on show at once; who looks for another one types. Guess: more than one screen of them is not read. */
const SHOWN = 60;

/** The checkpoint files that a server offers: how many, and on demand their names, found by typing. */
export function ModelList({ backend, models }: { readonly backend: string; readonly models: readonly string[] }): ReactNode {
  const [text, setText] = useState("");
  const found = findModels(models, text);
  const shown = found.slice(0, SHOWN);
  return (
    <details id={modelsId(backend)} className={css["models"]}>
      <summary>{countOf(models.length, "checkpoint file")}</summary>
      <div className={css["find"]}>
        <input
          type="search"
          aria-label={`Find a checkpoint file of ${backend}`}
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span role="status" className={css["quiet"]}>
          {shownWords(found.length, shown.length)}
        </span>
      </div>
      <ul>
        {shown.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Opens the list of a server's models and puts the cursor where one types. */
export function openModels(backend: string): void {
  const list = document.getElementById(modelsId(backend));
  if (!(list instanceof HTMLDetailsElement)) return;
  list.open = true;
  list.querySelector("input")?.focus();
}

function modelsId(backend: string): string {
  return `models-${backend}`;
}
