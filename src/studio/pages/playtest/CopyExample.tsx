import type { ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { notify } from "../../components/toast-store.ts";
import { copyText } from "../../trace/copy-text.ts";

type CopyExampleProps =
  | { readonly what: "scene" }
  /** `story` is the file that the suite plays. */
  | { readonly what: "suite"; readonly story: string };

/** Copies a small file to begin with. */
export function CopyExample(props: CopyExampleProps): ReactNode {
  const { text, file } = exampleOf(props);
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(text);
    notify(isCopied ? { text: `Copied. Save it as ${file}` } : { text: "This browser lets no page copy", tone: "fail" });
  };
  return (
    <Button tone="primary" onClick={() => void copy()}>
      Copy a first {props.what}
    </Button>
  );
}

function exampleOf(props: CopyExampleProps): { readonly text: string; readonly file: string } {
  if (props.what === "scene") return { text: SCENE, file: "story/first.scene.yaml" };
  return { text: suiteOf(props.story), file: "suites/first.suite.yaml" };
}

const SCENE = `format: touchstone.scene/1
id: first
start: door
endings: [home]
nodes:
  - id: door
    text: A door, and a light behind it.
    choices:
      - { id: knock, text: Knock, to: hall }
      - { id: leave, text: Go home, to: home }
  - { id: hall, text: Somebody was waiting for you., goto: home }
  - { id: home, text: Home., end: home }
`;

function suiteOf(story: string): string {
  return `format: touchstone.suite/1
plan:
  auto:
    linear: { scene: ../${story} }
`;
}
