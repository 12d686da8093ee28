import { Link } from "@tanstack/react-router";
import { saveKeySettings, useKeySettings } from "../../actions/key-settings.ts";
import { Kbd } from "../../components/Kbd.tsx";
import { chooseTheme, type Theme, useTheme } from "../../frame/theme.ts";
import { RECORD_WORDS, type RecordWords } from "../../records/record-kinds.ts";
import { useRecords } from "../../records/use-record.ts";
import css from "./settings.module.css";

/** The rules and catalogues of the project, and what this browser keeps. */
export function SettingsPage() {
  const [policies, ...catalogues] = RECORD_WORDS;
  return (
    <div className={css["page"]}>
      <h1>Settings</h1>
      <p className={css["lead"]}>
        Each of these is a file of the project, changed here with its comments kept. Before you save, you see which specs a change
        would reach.
      </p>
      <ul className={css["kinds"]}>
        {policies === undefined ? null : <Kind words={policies} />}
        <li>
          <Link to="/settings/$kind" params={{ kind: "project" }} search={{ part: "assetTypes" }}>
            Asset types
          </Link>
          <p>What each type of asset must hold: a part of the policies.</p>
          <span />
        </li>
        {catalogues.map((words) => (
          <Kind key={words.kind} words={words} />
        ))}
      </ul>
      <h2>In this browser</h2>
      <ul className={css["kinds"]}>
        <Appearance />
        <KeysSwitch />
      </ul>
    </div>
  );
}

function Kind({ words }: { words: RecordWords }) {
  const { data } = useRecords(words.kind);
  return (
    <li>
      <Link to="/settings/$kind" params={{ kind: words.kind }}>
        {words.many}
      </Link>
      <p>{words.sentence}</p>
      <span>{words.only === null ? (data?.records.length ?? "—") : null}</span>
    </li>
  );
}

const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
  { value: "system", label: "As the machine" },
];

function Appearance() {
  const theme = useTheme();
  return (
    <li>
      <span id="theme">Appearance</span>
      <p>The grey around images is the same in both.</p>
      <span role="radiogroup" aria-labelledby="theme" className={css["radios"]}>
        {THEMES.map(({ value, label }) => (
          <label key={value}>
            <input type="radio" name="theme" checked={theme === value} onChange={() => chooseTheme(value)} /> {label}
          </label>
        ))}
      </span>
    </li>
  );
}

function KeysSwitch() {
  const settings = useKeySettings();
  const change = (enabled: boolean): void => saveKeySettings({ ...settings, enabled });
  return (
    <li>
      <span>Keys</span>
      <p>
        Single keys do things on every screen. <Kbd keys="?" /> <span className="visually-hidden">The question mark</span> shows
        them and changes them.
      </p>
      <label className={css["radios"]}>
        <input type="checkbox" checked={settings.enabled} onChange={(event) => change(event.currentTarget.checked)} /> Single keys
        on
      </label>
    </li>
  );
}
