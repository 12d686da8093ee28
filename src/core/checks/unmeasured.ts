import type { ContractField, ContractFields } from "../assets/records/contract.ts";
import type { Check, CheckInput } from "./check.ts";
import { notApplicable } from "./findings.ts";

/** A contract field that nothing measures yet, with the check that stands for it. */
interface Unmeasured {
  readonly field: ContractField;
  readonly check: string;
  readonly isDemanded: (input: CheckInput) => boolean;
}

const UNMEASURED: readonly Unmeasured[] = [
  { field: "alignmentTolerancePx", check: "alignment", isDemanded: comparesParts("alignmentTolerancePx") },
  { field: "perspective", check: "perspective", isDemanded: ({ contract }) => fixesView(contract.perspective?.value) },
  { field: "silhouetteDriftTolerance", check: "silhouette_drift", isDemanded: comparesParts("silhouetteDriftTolerance") },
  { field: "tileable", check: "tileable", isDemanded: ({ contract }) => contract.tileable?.value === true },
  { field: "noDropShadow", check: "drop_shadow", isDemanded: ({ contract }) => contract.noDropShadow?.value === true },
];

/** Alignment and drift are between the parts of one variant, so one part alone has none. */
function comparesParts(field: ContractField): (input: CheckInput) => boolean {
  return ({ contract, output }) => contract[field] !== undefined && output.parts.length > 1;
}

function fixesView(asked: ContractFields["perspective"]): boolean {
  return asked !== undefined && asked.mode !== "any" && asked.view !== "any";
}

/**
 * One check for each contract field that has no measurement yet: `uncalibrated` where the contract demands something,
 * else not applicable. So a demand is never passed over in silence.
 *
 * Source: contracts section 4; SPEC.md C12.
 */
export function checkUnmeasured(input: CheckInput): readonly Check[] {
  return UNMEASURED.map(({ field, check, isDemanded }) => {
    const name = { check, version: 1 };
    if (!isDemanded(input)) return notApplicable(name);
    const note = `nothing measures \`${field}\` yet; a person must look`;
    return { ...name, outcome: "uncalibrated", severity: "soft", evidence: { numbers: {}, note } };
  });
}
