import { Button } from "../components/Button.tsx";
import { Kbd } from "../components/Kbd.tsx";
import { type Action, isPossible } from "./action.ts";
import { keysWith, useKeySettings } from "./key-settings.ts";

/** A button for an action, with its key beside the words. */
export function ActionButton({ action, screen, quiet = false }: { action: Action; screen: string; quiet?: boolean }) {
  const [key] = keysWith(useKeySettings(), screen, action);
  return (
    <Button
      tone={action.primary === true ? "primary" : quiet ? "quiet" : "plain"}
      disabled={!isPossible(action)}
      onClick={() => action.run()}
      {...(key === undefined ? {} : { "aria-keyshortcuts": key.replace("Mod+", "Control+") })}
    >
      {action.label}
      {key === undefined ? null : <Kbd keys={key} />}
    </Button>
  );
}
