import { renderAfter, renderInline, type RenderStyle } from "./render-value.ts";
import { findChild, type ListNode, type MapNode, type Path, type SourceNode, type Span } from "./source-tree.ts";

/** A change to one value whose parent exists. */
export interface TextEdit {
  readonly path: Path;
  readonly value: unknown;
}

interface Source {
  readonly text: string;
  readonly root: SourceNode;
}

/** A member of a map or list as it stands in the text: with its key or dash. */
interface Member {
  /** Where the key or dash begins. */
  readonly start: number;
  /** Where the key's colon or the dash ends. */
  readonly leadEnd: number;
  readonly node: SourceNode;
  /** Behind the last sign of the value. */
  readonly end: number;
}

interface Holder {
  readonly node: MapNode | ListNode;
  readonly members: readonly Member[];
  readonly style: RenderStyle;
}

/** Makes one change by cutting and inserting text. The caller checks what the result means. */
export function editText(source: Source, { path, value }: TextEdit): string {
  const step = path.at(-1);
  const parent = path
    .slice(0, -1)
    .reduce<SourceNode | undefined>((node, each) => node && findChild(node, each)?.node, source.root);
  if (step === undefined || parent === undefined || parent.kind === "scalar") return replaceRoot(source, value);
  const holder = describeHolder(source.text, parent);
  const index = parent.kind === "list" ? Number(step) : parent.entries.findIndex((entry) => entry.key === step);
  const member = holder.members[index];
  if (member === undefined) return insertMember(source.text, holder, { key: String(step), value });
  return value === undefined ? removeMember(source.text, holder, index) : replaceValue(source.text, holder, { member, value });
}

/** A file without content but for comments gets its keys behind them; any other content that is no map is replaced. */
function replaceRoot({ text, root }: Source, value: unknown): string {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const style = { isFlow: false, isJson: false, indent: 0 };
  const lines = isMap
    ? Object.entries(value).map(([key, each]) => renderAfter(`${renderInline(key, false)}:`, each, style))
    : [renderInline(value, false)];
  const rendered = withLineEnds(text, `${lines.length === 0 ? "{}" : lines.join("\n")}\n`);
  const isEmpty = root.kind === "scalar" && text.slice(root.span.start, root.span.end).trim() === "";
  if (!isEmpty) return text.slice(0, root.span.start) + rendered + text.slice(endOfLine(text, endOf(text, root)));
  return text + (text === "" || text.endsWith("\n") ? "" : lineEndOf(text)) + rendered;
}

function describeHolder(text: string, node: MapNode | ListNode): Holder {
  const isFlow = /^[[{]/.test(text.slice(node.span.start, node.span.start + 1));
  const members = node.kind === "map" ? mapMembers(text, node) : listMembers(text, node, isFlow);
  const indent = columnOf(text, members[0]?.start ?? node.span.start);
  return { node, members, style: { isFlow, indent, isJson: isJsonText(text) } };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Signs between the `?` of an explicit key and the key; guess: nobody writes more spaces. */
const MAX_LEAD = 64;

function mapMembers(text: string, map: MapNode): Member[] {
  return map.entries.map(({ keySpan, value }) => {
    const leadEnd = text.indexOf(":", keySpan.end) + 1;
    const question = /\?[ \t]+$/.exec(text.slice(Math.max(0, keySpan.start - MAX_LEAD), keySpan.start))?.[0] ?? "";
    return { start: keySpan.start - question.length, leadEnd, node: value, end: Math.max(leadEnd, endOf(text, value)) };
  });
}

function listMembers(text: string, list: ListNode, isFlow: boolean): Member[] {
  let reached = list.span.start;
  return list.items.map((node) => {
    const start = isFlow ? node.span.start : dashBefore(text, { start: reached, end: node.span.start });
    const leadEnd = isFlow ? start : start + 1;
    const end = Math.max(leadEnd, endOf(text, node));
    reached = end;
    return { start, leadEnd, node, end };
  });
}

/** The dash of a list item: the first one behind the item before that no comment holds. */
function dashBefore(text: string, within: Span): number {
  const between = text.slice(within.start, within.end).replaceAll(/#[^\n]*/g, (comment) => " ".repeat(comment.length));
  return within.start + Math.max(0, between.indexOf("-"));
}

/** Behind the last sign of a value; the reader's own ends of indented values include comments that follow. */
function endOf(text: string, node: SourceNode): number {
  const isWritten =
    node.kind === "scalar" || node.isAlias === true || /^[[{]/.test(text.slice(node.span.start, node.span.start + 1));
  if (isWritten) return node.span.start + text.slice(node.span.start, node.span.end).trimEnd().length;
  const children = node.kind === "list" ? node.items : node.entries.map((entry) => entry.value);
  const last = children.at(-1);
  const keyEnd = node.kind === "map" ? (node.entries.at(-1)?.keySpan.end ?? node.span.start) + 1 : node.span.start + 1;
  return last === undefined ? node.span.end : Math.max(keyEnd, endOf(text, last));
}

function replaceValue(text: string, { style }: Holder, { member, value }: { member: Member; value: unknown }): string {
  const isMember = member.leadEnd > member.start;
  const lead = text.slice(member.start, member.leadEnd);
  const rendered = withLineEnds(text, isMember ? renderAfter(lead, value, style) : renderInline(value, style.isJson));
  const { node } = member;
  // What stands between the lead and a one-line value (spaces, an anchor) stays.
  const isOneLine = node.span.start >= member.leadEnd && node.span.start < member.end && !rendered.includes("\n");
  const isInPlace = isOneLine && !text.slice(member.leadEnd, member.end).includes("\n");
  if (!isInPlace) return putLines(text, member, rendered);
  return text.slice(0, node.span.start) + rendered.slice(isMember ? lead.length + 1 : 0) + text.slice(member.end);
}

/** Puts a value of several lines in place; a comment behind the old value moves up behind the key. */
function putLines(text: string, member: Member, rendered: string): string {
  const comment = /^[ \t]+#[^\r\n]*/.exec(text.slice(member.end))?.[0] ?? "";
  const [first = "", ...rest] = rendered.split("\n");
  if (rest.length === 0) return text.slice(0, member.start) + rendered + text.slice(member.end);
  const head = first.endsWith("\r") ? `${first.slice(0, -1)}${comment}\r` : first + comment;
  return text.slice(0, member.start) + [head, ...rest].join("\n") + text.slice(member.end + comment.length);
}

function insertMember(text: string, holder: Holder, { key, value }: { key: string; value: unknown }): string {
  const { node, members, style } = holder;
  const lead = node.kind === "map" ? `${renderInline(key, style.isJson)}:` : "-";
  const last = members.at(-1);
  if (style.isFlow) {
    const rendered = node.kind === "map" ? renderAfter(lead, value, style) : renderInline(value, style.isJson);
    if (last !== undefined) return `${text.slice(0, last.end)}, ${rendered}${text.slice(last.end)}`;
    const [open, close] = node.kind === "map" ? ["{ ", " }"] : ["[", "]"];
    return text.slice(0, node.span.start) + open + rendered + close + text.slice(node.span.end);
  }
  const rendered = withLineEnds(text, " ".repeat(style.indent) + renderAfter(lead, value, style));
  const lineEnd = endOfLine(text, last?.end ?? node.span.end);
  const newline = lineEndOf(text);
  const before = text.slice(0, lineEnd);
  const isOpenEnd = before !== "" && !before.endsWith("\n");
  return isOpenEnd ? before + newline + rendered + text.slice(lineEnd) : before + rendered + newline + text.slice(lineEnd);
}

/** Cuts a member that is not the only one. */
function removeMember(text: string, { members, style }: Holder, index: number): string {
  const member = members[index];
  const [before, after] = [members[index - 1], members[index + 1]];
  if (member === undefined) return text;
  if (style.isFlow) {
    const cut =
      after === undefined ? { start: before?.end ?? member.start, end: member.end } : { start: member.start, end: after.start };
    return text.slice(0, cut.start) + text.slice(cut.end);
  }
  const lineStart = text.lastIndexOf("\n", member.start - 1) + 1;
  const isOwnLine = text.slice(lineStart, member.start).trim() === "";
  if (!isOwnLine && after !== undefined) return text.slice(0, member.start) + text.slice(after.start);
  const lineEnd = endOfLine(text, member.end);
  const isLastLine = lineEnd === text.length && !text.endsWith("\n");
  return isLastLine
    ? text.slice(0, Math.max(0, lineStart - lineEndOf(text).length))
    : text.slice(0, lineStart) + text.slice(lineEnd);
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Behind the line break of the line that `offset` is in. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function lineEndOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function withLineEnds(text: string, rendered: string): string {
  return rendered.replaceAll("\n", lineEndOf(text));
}
