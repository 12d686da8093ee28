/** What a listener of an event source gets. */
export interface SourceMessage {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/**
 * A small EventSource on fetch, with the standard's way of reading a stream. It never reconnects by itself.
 * Source: HTML standard, section 9.2.6 "Interpreting an event stream".
 */
export class FetchEventSource {
  readonly #listeners = new Map<string, ((message: SourceMessage) => void)[]>();
  readonly #stop = new AbortController();
  readonly #headers: Readonly<Record<string, string>>;
  #lastEventId = "";

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers;
    void this.#run(url);
  }

  addEventListener(type: string, listener: (message: SourceMessage) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(url: string): Promise<void> {
    try {
      const response = await fetch(url, {
        headers: { Accept: "text/event-stream", ...this.#headers },
        signal: this.#stop.signal,
      });
      if (!response.ok || !response.headers.get("content-type")?.startsWith("text/event-stream")) {
        await response.body?.cancel();
        this.#dispatch("error", String(response.status));
        return;
      }
      this.#dispatch("open", "");
      let text = "";
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const frames = text.split("\n\n");
        text = frames.pop() ?? "";
        for (const frame of frames) this.#read(frame);
      }
      this.#dispatch("error", "ended");
    } catch (error) {
      this.#dispatch("error", String(error));
    }
  }

  #read(frame: string): void {
    let type = "message";
    const data: string[] = [];
    for (const line of frame.split("\n")) {
      const [, field, value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === "event") type = value;
      if (field === "data") data.push(value);
      if (field === "id") this.#lastEventId = value;
    }
    if (data.length > 0) this.#dispatch(type, data.join("\n"));
  }

  #dispatch(type: string, data: string): void {
    if (this.#stop.signal.aborted) return;
    for (const listener of this.#listeners.get(type) ?? []) listener({ type, data, lastEventId: this.#lastEventId });
  }
}
