/** Values of `CI` that say that this is none. */
const NO = ["", "0", "false"];

/** Whether the environment says that this runs in continuous integration, where nothing that is kept is written. */
export function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return !NO.includes((env["CI"] ?? "").toLowerCase());
}
