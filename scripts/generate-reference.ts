// Writes docs/reference/ from the code; with --check it only compares and fails when a page is not current.
import path from "node:path";
import { syncFolder } from "./generated/sync-folder.ts";
import { renderCommands } from "./reference/commands-page.ts";
import { renderErrors } from "./reference/errors-page.ts";
import { renderEvents } from "./reference/events-page.ts";
import { renderSettings } from "./reference/settings-page.ts";

const isCheck = process.argv.includes("--check");
const root = path.dirname(import.meta.dirname);
const files = [renderCommands(), renderErrors(root), renderEvents(), renderSettings()];
const lines = syncFolder({ root, folder: "docs/reference", files, command: "npm run reference" }, isCheck);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = isCheck && lines.length > 0 ? 1 : 0;
