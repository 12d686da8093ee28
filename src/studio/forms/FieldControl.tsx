import type { ReactNode } from "react";
import type { Control, FormField } from "../../core/forms/form-field.ts";
import { BooleanControl } from "./BooleanControl.tsx";
import { ChoiceControl } from "./ChoiceControl.tsx";
import { ChoicesControl } from "./ChoicesControl.tsx";
import { ColourControl } from "./ColourControl.tsx";
import { FieldFrame } from "./FieldFrame.tsx";
import { GroupField, OptionalGroupField } from "./GroupField.tsx";
import { ListField } from "./ListField.tsx";
import { NumberControl } from "./NumberControl.tsx";
import { RecordField } from "./RecordField.tsx";
import { isSideBySide } from "./side-by-side.ts";
import { TagListControl } from "./TagListControl.tsx";
import { MultilineControl, TextControl } from "./TextControl.tsx";
import { TupleField } from "./InlineFields.tsx";

type Draw = (props: { readonly field: FormField; readonly isBare?: boolean }) => ReactNode;

/** Controls that label themselves. */
const BLOCKS: Readonly<Partial<Record<Control, Draw>>> = {
  group: GroupField,
  optionalGroup: OptionalGroupField,
  list: ListField,
  record: RecordField,
  tuple: TupleField,
};

/** Controls that stand in a frame with label and help. */
const SIMPLE: Readonly<Partial<Record<Control, Draw>>> = {
  multiline: MultilineControl,
  integer: NumberControl,
  number: NumberControl,
  boolean: BooleanControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  tagList: TagListControl,
  colour: ColourControl,
};

interface FieldControlProps {
  readonly field: FormField;
  readonly isBare: boolean;
}

/** The control of one field, whatever it is, with its label and help unless the place has them already. */
export function FieldControl({ field, isBare }: FieldControlProps): ReactNode {
  const Block = BLOCKS[field.control];
  if (Block !== undefined) return <Block field={field} isBare={isBare} />;
  const Simple = SIMPLE[field.control] ?? TextControl;
  if (isBare) return <Simple field={field} />;
  return (
    <FieldFrame field={field} isSingle={isSingle(field)}>
      <Simple field={field} />
    </FieldFrame>
  );
}

/** Whether a field's label can name the one element that is its control. */
function isSingle(field: FormField): boolean {
  if (field.control === "choice") return !isSideBySide(field);
  return field.control !== "choices" && (field.control !== "boolean" || field.default !== undefined || field.required);
}
