import { useState } from "react";
import { keyName } from "../actions/key-name.ts";
import type { KeySettings } from "../actions/key-settings.ts";
import { Button } from "../components/Button.tsx";

interface KeyFieldProps {
  /** `screen/action`. */
  readonly name: string;
  readonly label: string;
  readonly settings: KeySettings;
  readonly onChange: (settings: KeySettings) => void;
}

/** Changes the key of one action: the next key that is pressed becomes it; Backspace takes it away, Escape leaves it. */
export function KeyField({ name, label, settings, onChange }: KeyFieldProps) {
  const [listening, setListening] = useState(false);
  const isOwn = name in settings.remapped;
  const { [name]: _own, ...others } = settings.remapped;
  return (
    <>
      {isOwn ? (
        <Button
          tone="quiet"
          aria-label={`Give ${label} its own key back`}
          onClick={() => onChange({ ...settings, remapped: others })}
        >
          reset
        </Button>
      ) : null}
      <Button
        tone="quiet"
        aria-label={listening ? `Press the new key of ${label}; Backspace takes it away` : `Change the key of ${label}`}
        onClick={() => setListening(true)}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          const key = keyName(event.nativeEvent);
          if (!listening || key === undefined || key === "Tab") return;
          event.preventDefault();
          setListening(false);
          if (key === "Escape") return;
          onChange({ ...settings, remapped: { ...others, [name]: key === "Backspace" ? "" : key } });
        }}
      >
        {listening ? "press a key" : "change"}
      </Button>
    </>
  );
}
