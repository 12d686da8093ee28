// The trace view as a file of its own: `touchstone trace view` writes one page with this, its style and the traces in it.
// It opens from a disk, so it may use nothing that needs a server.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { assert } from "../../core/assert.ts";
import { type ShownTrace, TRACES_ELEMENT } from "../../core/trace-view/trace-page.ts";
import { applyTheme } from "../frame/theme.ts";
import { TraceFile } from "./TraceFile.tsx";
import "./trace-file.css";

applyTheme();
const data = document.getElementById(TRACES_ELEMENT)?.textContent;
const place = document.getElementById("studio");
assert(data !== undefined && place !== null, "the page holds traces and a place to show them");
createRoot(place).render(
  <StrictMode>
    <TraceFile shown={JSON.parse(data) as readonly ShownTrace[]} />
  </StrictMode>,
);
