import type { ReactNode } from "react";
import { Sheet } from "../../components/Sheet.tsx";
import { AddPack, UpdatePack } from "./AddPack.tsx";
import { DoctorSheet } from "./DoctorSheet.tsx";
import { LogView } from "./LogView.tsx";
import { type Move, MoveSheet } from "./MoveSheet.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";

/** What lies over the page. */
export type Over =
  | { readonly kind: "add" | "log" | "doctor" }
  | { readonly kind: "update"; readonly id: string }
  | { readonly kind: "move"; readonly move: Move };

interface OverEnvironmentProps {
  readonly over: Over | null;
  readonly deeds: EnvDeeds;
  /** Whether the governed ComfyUI may still write into its log. */
  readonly isUp: boolean;
  readonly onClose: () => void;
}

/** Shows what lies over the page, where something does. */
export function OverEnvironment({ over, deeds, isUp, onClose }: OverEnvironmentProps): ReactNode {
  switch (over?.kind) {
    case undefined:
      return null;
    case "add":
      return <AddPack deeds={deeds} onClose={onClose} />;
    case "update":
      return <UpdatePack id={over.id} deeds={deeds} onClose={onClose} />;
    case "move":
      return <MoveSheet move={over.move} deeds={deeds} onClose={onClose} />;
    case "doctor":
      return <DoctorSheet onClose={onClose} />;
    case "log":
      return (
        <Sheet title="ComfyUI’s log" onClose={onClose} size="wide">
          <LogView name={COMFYUI_LOG} label="Log of the governed ComfyUI" isGrowing={isUp} turn="" />
        </Sheet>
      );
  }
}

/** Where the governed ComfyUI writes, in `env/state/logs`. */
const COMFYUI_LOG = "comfyui.log";
