/** Why a path cannot lead from one file to another, as the rest of a sentence; null where it can. */
export function pathFault(path: string): string | null {
  if (path.includes("\\")) return "must use `/` between folders";
  if (path.startsWith("/") || /^[a-z][a-z\d+.-]*:/i.test(path) || path.startsWith("~"))
    return "must be a path from this file's folder";
  return path.includes("\0") || /(^|\/)\.{0,2}$/.test(path) ? "must be the path of a file" : null;
}

/** A path that counts from a file's folder, as one that counts from where the file's own does: `a/b.yaml`, `../c` -> `c`. */
export function joinPath(file: string, path: string): string {
  const steps = file.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else steps.push(step);
  }
  return steps.join("/");
}
