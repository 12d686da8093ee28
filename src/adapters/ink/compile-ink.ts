import type { ParsedObject } from "inkjs/compiler/Parser/ParsedHierarchy/Object";
import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { Container } from "inkjs/engine/Container";
import { explainMessage, type CompilerMessage } from "./compiler-messages.ts";
import { inkjs } from "./engine.ts";
import { fileError, inkError } from "./ink-error.ts";
import type { InkProgram } from "./ink-program.ts";
import type { InkFinding, InkSource } from "./ink-story.ts";
import { canonicalCode } from "./load-ink-json.ts";
import { MAX_INK_CHARACTERS, openIncludes } from "./read-include.ts";

/**
 * Compiles ink source with all that it includes.
 *
 * @throws TouchstoneError INPUT_INVALID with every problem that the ink compiler names and its place; FILE_TOO_LARGE.
 */
export function compileInk(source: InkSource): InkProgram {
  const { file, text } = source;
  if (text.length > MAX_INK_CHARACTERS) throw tooLarge(file);
  const includes = openIncludes(source);
  const messages: CompilerMessage[] = [];
  const handler = {
    ResolveInkFilename: (name: string) => includes.resolve(name),
    LoadInkFileContents: (name: string) => includes.read(name),
  };
  const listen = (words: string, type: number): void =>
    void messages.push(explainMessage(words, type, { file, texts: includes.texts }));
  const compiler = new inkjs.Compiler(text, new inkjs.CompilerOptions(file, [], false, listen, handler));
  const root = compile(compiler, file, messages);
  const problems = messages.filter(({ kind }) => kind === "error").map(({ problem }) => problem);
  if (root === null || problems.length > 0) throw inkError(file, problems);
  const { listDefinitions } = compiler.runtimeStory;
  const code = canonicalCode(String(compiler.runtimeStory.ToJson()));
  const labels = new Map<ChoicePoint, string>();
  collectLabels(compiler.parsedStory, labels);
  return { file, root, code, lists: listDefinitions?.lists ?? [], labels, findings: messages.flatMap(toFinding) };
}

/** The compiled story; null where errors were told. */
function compile(
  compiler: InstanceType<typeof inkjs.Compiler>,
  file: string,
  messages: readonly CompilerMessage[],
): Container | null {
  try {
    return compiler.Compile().mainContentContainer;
  } catch (error) {
    if (messages.some(({ kind }) => kind === "error")) return null;
    const isDeep = error instanceof RangeError || /stack overflow/i.test(String(error));
    throw fileError(
      file,
      {
        code: "INPUT_INVALID",
        message: isDeep ? "the story is nested too deeply for the ink compiler" : `the ink compiler gave up: ${String(error)}`,
        hint: isDeep
          ? "Take nested parts out into functions or stitches"
          : "Take the story apart to find what it does not accept",
      },
      lineReached(compiler),
    );
  }
}

/** Where the compiler was reading. */
function lineReached(compiler: InstanceType<typeof inkjs.Compiler>): number {
  try {
    return compiler.parser.lineIndex + 1;
  } catch {
    return 1;
  }
}

function tooLarge(file: string): Error {
  return fileError(file, {
    code: "FILE_TOO_LARGE",
    message: `\`${file}\` has more than ${MAX_INK_CHARACTERS} characters`,
    hint: "Name an ink story; one of this size is none",
  });
}

function toFinding({ kind, problem: { place, message } }: CompilerMessage): InkFinding[] {
  if (kind === "error") return [];
  const where = place === undefined ? "" : `${place.file}:${place.line}`;
  return [{ kind, where, why: message }];
}

/** Labels of choices stand in the source alone: compiled, every choice is `c-0`, `c-1`. */
function collectLabels(parsed: ParsedObject, labels: Map<ChoicePoint, string>): void {
  if (isChoice(parsed) && parsed.identifier?.name) labels.set(parsed.runtimeChoice, parsed.identifier.name);
  for (const inner of parsed.content ?? []) collectLabels(inner, labels);
}

interface ParsedChoice extends ParsedObject {
  readonly identifier?: { readonly name: string | null };
  readonly runtimeChoice: ChoicePoint;
}

function isChoice(parsed: ParsedObject): parsed is ParsedChoice {
  return parsed.typeName === "Choice";
}
