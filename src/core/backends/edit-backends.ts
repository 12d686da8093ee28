import { editAuthored } from "../authored/edit.ts";
import type { Edit } from "../authored/edit-steps.ts";
import type { AuthoredSource } from "../authored/read-source.ts";
import { renderInline } from "../authored/render-value.ts";
import { judgeAddress } from "../comfyui/judge-address.ts";
import { TouchstoneError } from "../errors.ts";
import { type BackendEntry, BUILTIN_ID } from "./backends-file.ts";
import { deriveId } from "./derive-id.ts";
import { readBackends } from "./read-backends.ts";
import { notFound } from "./resolve-backends.ts";

/** A server that a person names. */
export interface NewBackend {
  readonly url: string;
  /** Derived from host and port where it is absent. */
  readonly id?: string | undefined;
  readonly slots?: number | undefined;
  readonly checkpoints?: readonly string[] | undefined;
  readonly modelsDir?: string | undefined;
}

/** What may be changed about a server; null takes it back to what holds without it. */
export interface BackendChanges {
  readonly enabled?: boolean | undefined;
  readonly slots?: number | undefined;
  readonly checkpoints?: readonly string[] | null | undefined;
  readonly modelsDir?: string | null | undefined;
}

/** The file as it is; undefined where there is none yet. */
type Present = AuthoredSource | undefined;

const NEW_FILE = `# yaml-language-server: $schema=schemas/backends.schema.json
# ComfyUI servers that this machine offers to the project. Git ignores this folder.
format: touchstone.backends/1
backends:
`;

/**
 * Adds a server at the end. Comments and order of the file stay.
 *
 * @returns the whole new text, and the id under which it stands there.
 * @throws TouchstoneError BACKEND_EXISTS, BACKEND_ADDRESS_REFUSED; INPUT_INVALID and the like for a file that is not valid.
 * Source: SPEC.md BK4-BK7.
 */
export function addBackend(source: Present, backend: NewBackend): { readonly text: string; readonly id: string } {
  const known = readBackends(source);
  const address = judgeAddress(backend.url);
  if (!address.ok) throw new TouchstoneError("BACKEND_ADDRESS_REFUSED", address.reason, { hint: address.hint });
  const { url } = address;
  const ids = known.map((entry) => entry.id);
  const id = backend.id ?? deriveId(address, ids);
  const same = known.find((entry) => entry.id === id || entry.url === url);
  if (same !== undefined || id === BUILTIN_ID) throw exists(id, same);
  const { slots, checkpoints, modelsDir } = backend;
  const entry = { id, url, slots, checkpoints, modelsDir };
  if (source === undefined) return { id, text: `${NEW_FILE}  - ${renderInline(entry, false)}\n` };
  return { id, text: editAuthored(source.text, [{ path: ["backends", known.length], value: entry }]) };
}

function exists(id: string, same: BackendEntry | undefined): TouchstoneError {
  if (same === undefined) {
    const message = `\`${id}\` is the renderer that is always there`;
    return new TouchstoneError("BACKEND_EXISTS", message, { hint: "Choose another id" });
  }
  const message = `there is a backend \`${same.id}\` at \`${same.url}\` already`;
  const hint =
    same.id === id ? "Choose another id, or remove that one first" : `Change it with \`touchstone backend set ${same.id}\``;
  return new TouchstoneError("BACKEND_EXISTS", message, { hint });
}

/**
 * Changes what the file says of one server; what holds already is not written.
 *
 * @returns the whole new text.
 * @throws TouchstoneError BACKEND_NOT_FOUND with the nearest id; INPUT_INVALID and the like for a file that is not valid.
 */
export function setBackend(source: Present, id: string, changes: BackendChanges): string {
  const { text, entry, index } = getEntry(source, id);
  const edits = Object.entries(changes).flatMap(([key, value]): Edit[] => {
    const now = entry[key as keyof BackendChanges] ?? null;
    const isSame = value === undefined || JSON.stringify(value) === JSON.stringify(now);
    return isSame ? [] : [{ path: ["backends", index, key], value: value ?? undefined }];
  });
  return editAuthored(text, edits);
}

/**
 * Takes one server out.
 *
 * @returns the whole new text.
 * @throws TouchstoneError BACKEND_NOT_FOUND with the nearest id; INPUT_INVALID and the like for a file that is not valid.
 */
export function removeBackend(source: Present, id: string): string {
  const { text, index } = getEntry(source, id);
  return editAuthored(text, [{ path: ["backends", index], value: undefined }]);
}

/**
 * Sees to it that a server is in the file: adds it, or gives the one with its id its address. One that has its address already
 * stays as it is, whatever its id.
 *
 * @returns the whole new text, and the id under which it stands there.
 * @throws TouchstoneError as `addBackend`.
 * Source: SPEC.md BK15.
 */
export function placeBackend(
  source: Present,
  backend: NewBackend & { readonly id: string },
): { readonly text: string; readonly id: string } {
  const known = readBackends(source);
  const same = known.find(({ url }) => url === backend.url);
  if (source !== undefined && same !== undefined) return { text: source.text, id: same.id };
  const index = known.findIndex(({ id }) => id === backend.id);
  if (source === undefined || index === -1) return addBackend(source, backend);
  return { text: editAuthored(source.text, [{ path: ["backends", index, "url"], value: backend.url }]), id: backend.id };
}

function getEntry(source: Present, id: string): { readonly text: string; readonly entry: BackendEntry; readonly index: number } {
  const known = readBackends(source);
  const index = known.findIndex((entry) => entry.id === id);
  const entry = known[index];
  if (source === undefined || entry === undefined) throw notFound(id, known);
  return { text: source.text, entry, index };
}
