import { parseAuthored } from "../authored/parse.ts";
import type { PlaceOf } from "../authored/parse-tree.ts";
import { sortProblems } from "../authored/problem-order.ts";
import type { AuthoredSource } from "../authored/read-source.ts";
import { judgeAddress, showAddress } from "../comfyui/judge-address.ts";
import { formatPlace, type Problem, TouchstoneError } from "../errors.ts";
import { type BackendEntry, BACKENDS_FILE, BackendsFile } from "./backends-file.ts";

/**
 * Reads `.touchstone/backends.yaml`.
 *
 * @param source  Undefined where there is no such file: then there are no servers.
 * @returns the servers in the order of the file, addresses as `judgeAddress` writes them.
 * @throws TouchstoneError with every problem at its place: those of `parseAuthored`, BACKEND_ADDRESS_REFUSED, and DUPLICATE_ID
 *         for a second entry of one id or address. Source: SPEC.md BK1-BK3.
 */
export function readBackends(source: AuthoredSource | undefined): readonly BackendEntry[] {
  if (source === undefined) return [];
  const parsed = parseAuthored(source, BackendsFile);
  if (parsed.kind === "invalid") throw failure(parsed.problems);
  const { backends } = parsed.value;
  const read = backends.map((entry) => ({ ...entry, url: addressOf(entry.url) }));
  const problems = [...refusedAddresses(backends, parsed.placeOf), ...duplicates(read, parsed.placeOf)];
  if (problems.length > 0) throw failure(sortProblems(problems));
  return read;
}

function failure(problems: readonly Problem[]): TouchstoneError {
  const [first] = problems;
  const message = problems.length === 1 ? (first?.message ?? "") : `${problems.length} problems in \`${BACKENDS_FILE}\``;
  return new TouchstoneError(first?.code ?? "INPUT_INVALID", message, { place: first?.place, hint: first?.hint, problems });
}

function addressOf(url: string): string {
  const verdict = judgeAddress(url);
  return verdict.ok ? verdict.url : url;
}

function refusedAddresses(backends: readonly BackendEntry[], placeOf: PlaceOf): Problem[] {
  return backends.flatMap(({ url }, index) => {
    const verdict = judgeAddress(url);
    if (verdict.ok) return [];
    const place = placeOf(["backends", index, "url"]);
    return [{ code: "BACKEND_ADDRESS_REFUSED" as const, message: verdict.reason, hint: verdict.hint, place }];
  });
}

function duplicates(backends: readonly BackendEntry[], placeOf: PlaceOf): Problem[] {
  return (["id", "url"] as const).flatMap((key) =>
    backends.flatMap((entry, index): Problem[] => {
      const first = backends.findIndex((other) => other[key] === entry[key]);
      if (first === index) return [];
      return [
        {
          code: "DUPLICATE_ID",
          message: `\`${showAddress(entry[key])}\` is listed already, at ${formatPlace(placeOf(["backends", first, key]))}`,
          hint: "Keep one of the two entries",
          place: placeOf(["backends", index, key]),
        },
      ];
    }),
  );
}
