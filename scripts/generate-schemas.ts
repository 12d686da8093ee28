// Writes schemas/ from the schemas of files and answers; with --check it only compares and fails when a file is not current.
import path from "node:path";
import { listSchemaFiles } from "../src/core/authored/json-schemas.ts";
import { envStatusSchema } from "../src/core/env/status/status-schema.ts";
import { syncFolder } from "./generated/sync-folder.ts";

const isCheck = process.argv.includes("--check");
const root = path.dirname(import.meta.dirname);
const files = [...listSchemaFiles(), envStatusSchema()];
const lines = syncFolder({ root, folder: "schemas", files, command: "npm run schemas" }, isCheck);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = isCheck && lines.length > 0 ? 1 : 0;
