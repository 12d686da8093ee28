import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { currentTables } from "../actions/action-store.ts";
import { keyName } from "../actions/key-name.ts";
import { activeKeys } from "../actions/key-settings.ts";
import { useVerb } from "../api/use-verb.ts";
import { Kbd } from "../components/Kbd.tsx";
import { Sheet } from "../components/Sheet.tsx";
import { actionItems, countWords, findItems, type PaletteItem } from "./palette-items.ts";
import styles from "./palette.module.css";

/** How many are shown at once; more would be scrolled past, not read. */
const MOST = 50;

/** Everything that can be done or gone to from here, found by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const items = useItems();
  const all = findItems(items, text);
  const found = all.slice(0, MOST);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  useEffect(() => {
    document.getElementById(`palette-${chosen?.id ?? ""}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <Sheet title="Find anything" onClose={onClose} bare>
      <input
        className={styles["input"]}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        {...(chosen === undefined ? {} : { "aria-activedescendant": `palette-${chosen.id}` })}
        aria-label="Find an action, a spec or an asset"
        placeholder="An action, a spec, an asset …"
        data-first
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt((at + 1) % Math.max(1, found.length));
          else if (event.key === "ArrowUp") setAt((at - 1 + found.length) % Math.max(1, found.length));
          else if (event.key === "Enter") run(chosen);
          // The key that opened it closes it as well.
          else if (keyName(event.nativeEvent) === "Mod+k") onClose();
          else return;
          event.preventDefault();
        }}
      />
      <p className={styles["count"]} role="status">
        {countWords(all.length, found.length)}
      </p>
      <ul id="palette-list" role="listbox" aria-label="Found" className={styles["list"]}>
        {found.map((item) => (
          <li
            key={item.id}
            id={`palette-${item.id}`}
            role="option"
            aria-selected={item === chosen}
            className={styles["item"]}
            onClick={() => run(item)}
          >
            <span>{item.label}</span>
            <span className={styles["group"]}>{item.group}</span>
            {item.key === null ? null : <Kbd keys={item.key} />}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function useItems(): readonly PaletteItem[] {
  const navigate = useNavigate();
  const { data: specs } = useVerb("spec.list", {});
  return useMemo(() => {
    const tables = currentTables();
    const keyOf = (screen: string, id: string): string | null => {
      const action = tables.find((table) => table.screen === screen)?.actions.find((one) => one.id === id);
      return action === undefined ? null : (activeKeys(screen, action)[0] ?? null);
    };
    const ofSpecs = (specs?.specs ?? []).flatMap(({ id, title, versionId }): PaletteItem[] => [
      {
        id: `spec-${id}`,
        label: title,
        group: "spec",
        key: null,
        run: () => void navigate({ to: "/specs/$spec", params: { spec: id } }),
      },
      ...(versionId === null
        ? []
        : [
            {
              id: `asset-${id}`,
              label: title,
              group: "asset",
              key: null,
              run: () => void navigate({ to: "/assets/$version", params: { version: versionId } }),
            },
          ]),
    ]);
    return [...actionItems(tables, keyOf), ...ofSpecs];
  }, [specs, navigate]);
}
