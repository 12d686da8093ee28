import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { isInside } from "../../adapters/files/is-inside.ts";
import { LIMITS } from "../../core/authored/limits.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import type { Include, IncludeRefusal } from "../../core/authored/read-including.ts";

/**
 * How a file gets at the files that it includes: those in one folder or below, links resolved.
 *
 * @param root  That folder, absolute.
 */
export function includeFrom(file: NamedFile, root: string): Include {
  return (name) => {
    try {
      const path = realpathSync(join(dirname(file.path), name));
      if (!isInside(realpathSync(root), path)) return refuse(`leads out of \`${root}\``, "Move the file into that folder");
      const stats = statSync(path);
      if (!stats.isFile()) return refuse("is not a file", "Name a file");
      if (stats.size > LIMITS.maxBytes) return refuse(`is larger than ${LIMITS.maxBytes / 1024} KiB`, "Include a smaller file");
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
      return { file: posix.join(posix.dirname(file.name), name), text };
    } catch (error) {
      return describeFailure(error);
    }
  };
}

function describeFailure(error: unknown): IncludeRefusal | null {
  const { code } = error as { readonly code?: string };
  if (code === "ENOENT" || code === "ENOTDIR") return null;
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return refuse("is not UTF-8 text", "Save the file as UTF-8");
  if (code === undefined) throw error;
  return refuse(`cannot be read: ${code}`, "Check that you may read it");
}

function refuse(refused: string, hint: string): IncludeRefusal {
  return { refused, hint };
}
