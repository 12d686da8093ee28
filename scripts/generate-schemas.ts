// Writes schemas/ from the record schemas; with --check it only compares and fails when a file is not current.
import path from "node:path";
import { listSchemaFiles } from "../src/core/authored/json-schemas.ts";
import { syncFolder } from "./generated/sync-folder.ts";

const isCheck = process.argv.includes("--check");
const root = path.dirname(import.meta.dirname);
const lines = syncFolder({ root, folder: "schemas", files: listSchemaFiles(), command: "npm run schemas" }, isCheck);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = isCheck && lines.length > 0 ? 1 : 0;
