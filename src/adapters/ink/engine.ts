import * as bundle from "inkjs/full";
import type { Compiler } from "inkjs/compiler/Compiler";
import type { CompilerOptions } from "inkjs/compiler/CompilerOptions";
import type { InkList } from "inkjs/engine/InkList";
import type { InkObject } from "inkjs/engine/Object";
import type { Story } from "inkjs/engine/Story";

/** What is used of inkjs. Why retold: the types of its ES module name files that module resolution does not find. */
interface InkJs {
  readonly Compiler: typeof Compiler;
  readonly CompilerOptions: typeof CompilerOptions;
  readonly InkList: typeof InkList;
  readonly Story: typeof Story;
}

export const inkjs: InkJs = bundle;

/** A whole number as the engine holds it; its own class for that is not exported. */
export function inkNumber(value: number): InkObject {
  return new IntValue(value);
}

const oneNumber = new inkjs.Story({ inkVersion: 21, root: [1, "done", null], listDefs: {} }).mainContentContainer.content[0];
const IntValue = (oneNumber as InkObject).constructor as new (value: number) => InkObject;
