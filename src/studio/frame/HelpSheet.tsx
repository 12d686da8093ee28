import { useState } from "react";
import type { ActionTable } from "../actions/action.ts";
import { currentTables } from "../actions/action-store.ts";
import { findKeyClashes } from "../actions/find-key-clashes.ts";
import { type KeySettings, keysWith, saveKeySettings, useKeySettings } from "../actions/key-settings.ts";
import { Kbd } from "../components/Kbd.tsx";
import { Sheet } from "../components/Sheet.tsx";
import { Ticked } from "../components/Ticked.tsx";
import { KeyField } from "./KeyField.tsx";
import styles from "./help-sheet.module.css";

/** All keys of what is on show, made from the same tables as the buttons; here they are changed and switched off. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const settings = useKeySettings();
  const tables = currentTables().toReversed();
  const matches = (label: string): boolean => label.toLowerCase().includes(text.trim().toLowerCase());
  const found = tables
    .map(({ screen, actions }) => ({ screen, actions: actions.filter(({ label }) => matches(label)) }))
    .filter(({ actions }) => actions.length > 0);
  const clashes = clashesOf(tables, settings);
  return (
    <Sheet title="Keys" onClose={onClose} size="wide">
      <div className={styles["tools"]}>
        <input
          type="search"
          placeholder="Find an action"
          aria-label="Find an action"
          data-first
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={settings.enabled}
            onChange={(event) => saveKeySettings({ ...settings, enabled: event.target.checked })}
          />{" "}
          Single-key shortcuts
        </label>
      </div>
      <p role="status" className={styles["clash"]}>
        <Ticked text={clashes.join(" · ")} />
      </p>
      {found.length === 0 ? <p className={styles["none"]}>Nothing has that name</p> : null}
      <div className={styles["tables"]}>
        {found.map((table) => (
          <Keys key={table.screen} table={table} settings={settings} />
        ))}
      </div>
    </Sheet>
  );
}

function Keys({ table: { screen, actions }, settings }: { table: ActionTable; settings: KeySettings }) {
  return (
    <section>
      <h3>{titleOf(screen)}</h3>
      <ul>
        {actions.map((action) => (
          <li key={action.id} className={styles["line"]}>
            <span>{action.label}</span>
            <span className={styles["keys"]}>
              {keysWith(settings, screen, action).map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </span>
            <span className={styles["change"]}>
              <KeyField name={`${screen}/${action.id}`} label={action.label} settings={settings} onChange={saveKeySettings} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** E.g. `New spec` for `new-spec`. */
function titleOf(screen: string): string {
  if (screen === "global") return "Everywhere";
  return `${screen.slice(0, 1).toUpperCase()}${screen.slice(1).replaceAll("-", " ")}`;
}

/** Keys that two actions answer to since somebody changed one of them. */
function clashesOf(tables: readonly ActionTable[], settings: KeySettings): readonly string[] {
  const entries = tables.map(({ screen, actions }) => {
    const words = actions.map((action) => ({ ...action, key: keysWith(settings, screen, action).join(" / ") || null }));
    return [screen, words] as const;
  });
  return findKeyClashes(Object.fromEntries(entries)).map((clash) => clash.slice(clash.indexOf("`")));
}
