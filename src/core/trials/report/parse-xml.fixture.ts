/** One element of XML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text in it, its children's included. */
  readonly text: string;
}

const NAME = /[A-Za-z_][\w.-]*/y;
const VALUE = /\s+([A-Za-z_][\w.-]*)="([^"<]*)"/y;
/** What XML 1.0 allows: nothing else may stand anywhere. */
const CHARACTERS = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads XML as strictly as its standard says, for the parts that reports use: no comments, no CDATA, no doctype. */
export function parseXml(xml: string): XmlElement {
  if (!CHARACTERS.test(xml)) throw new Error("a character that XML has no place for");
  const begin = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(xml);
  if (begin === null) throw new Error("no declaration");
  const reader = new Reader(xml, begin[0].length);
  const root = reader.element();
  if (xml.slice(reader.at).trim() !== "") throw new Error("something after the root");
  return root;
}

class Reader {
  readonly xml: string;
  at: number;

  constructor(xml: string, at: number) {
    this.xml = xml;
    this.at = at;
  }

  element(): XmlElement {
    this.take("<");
    const name = this.match(NAME)[0];
    const attributes = this.attributes();
    this.space();
    if (this.is("/>")) {
      this.at += 2;
      return { name, attributes, children: [], text: "" };
    }
    this.take(">");
    return { name, attributes, ...this.content(name) };
  }

  content(name: string): Pick<XmlElement, "children" | "text"> {
    const children: XmlElement[] = [];
    let text = "";
    while (!this.is("</")) {
      if (this.is("<")) {
        const child = this.element();
        children.push(child);
        text += child.text;
      } else {
        const end = this.xml.indexOf("<", this.at);
        if (end < 0) throw new Error(`no end of <${name}>`);
        text += decode(this.xml.slice(this.at, end));
        this.at = end;
      }
    }
    this.take(`</${name}`);
    this.space();
    this.take(">");
    return { children, text };
  }

  attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (;;) {
      VALUE.lastIndex = this.at;
      const found = VALUE.exec(this.xml);
      if (found === null) return attributes;
      const [whole, name = "", value = ""] = found;
      if (name in attributes) throw new Error(`two attributes ${name}`);
      // A parser makes blanks of line breaks that are not written as numbers.
      attributes[name] = decode(value.replaceAll(/[\n\r\t]/g, " "));
      this.at += whole.length;
    }
  }

  is(text: string): boolean {
    return this.xml.startsWith(text, this.at);
  }

  take(text: string): void {
    if (!this.is(text)) throw new Error(`expected ${text} at ${this.at}: ${this.xml.slice(this.at, this.at + 40)}`);
    this.at += text.length;
  }

  space(): void {
    while (/\s/.test(this.xml[this.at] ?? "")) this.at += 1;
  }

  match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.xml);
    if (found === null) throw new Error(`expected ${pattern.source} at ${this.at}`);
    this.at += found[0].length;
    return found;
  }
}

function decode(text: string): string {
  if (text.includes("]]>")) throw new Error("]]> in text");
  return text.replaceAll(/&([^;]*);?/g, (whole, name: string) => {
    const number = /^#(\d+)$/.exec(name)?.[1];
    const value = number === undefined ? ENTITIES[name] : String.fromCodePoint(Number(number));
    if (value === undefined || !whole.endsWith(";")) throw new Error(`no entity ${whole}`);
    return value;
  });
}
