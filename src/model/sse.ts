/** Bytes of a server-sent event stream into payloads, whatever way the network cut them. */

export interface SsePayload {
  data: string;
  /** The event's name; empty: none was given. */
  event: string;
}

export interface SseReader {
  /** Payloads that are complete with these bytes. Comments yield nothing. */
  push(bytes: Uint8Array): SsePayload[];
  /** What still stood there when the connection closed; it may be cut. */
  end(): SsePayload[];
}

export function sseReader(): SseReader {
  // Keeps the bytes of a character that was cut between two reads; a TextDecoder costs 4 ms to set up.
  const { StringDecoder } = process.getBuiltinModule("node:string_decoder");
  const decoder = new StringDecoder("utf8");
  let begun = false;
  // The line that has not ended yet, in pieces: joining it at every read would be quadratic.
  let held: string[] = [];
  let carriageReturn = "";
  let lines: string[] = [];
  let event = "";

  /** Without the byte-order mark that some servers begin with. */
  function decoded(text: string): string {
    if (begun || text === "") return text;
    begun = true;
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }

  function dispatch(found: SsePayload[]): void {
    if (lines.length > 0) {
      const data = lines.length === 1 ? (lines[0] ?? "") : lines.join("\n");
      if (!isComment(data)) found.push({ data, event });
    }
    lines = [];
    event = "";
  }

  function take(line: string, found: SsePayload[]): void {
    if (line === "") dispatch(found);
    else if (line.startsWith("data:")) {
      const data = line.charCodeAt(5) === 0x20 ? line.slice(6) : line.slice(5);
      // Servers that forget the blank line between events: a whole object is an event of its own.
      if (lines.length === 1 && isWhole(lines[0] ?? "")) dispatch(found);
      lines.push(data);
    } else if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("{")) {
      // Some gateways write an error object into the stream without the field name.
      dispatch(found);
      lines.push(line);
      dispatch(found);
    }
  }

  /** Line ends may be LF, CRLF or CR; a CR at the end of a read waits for what follows it. */
  function plain(read: string): string {
    const text = carriageReturn + read;
    carriageReturn = "";
    if (!text.includes("\r")) return text;
    if (text.endsWith("\r")) carriageReturn = "\r";
    return (carriageReturn ? text.slice(0, -1) : text).replaceAll(/\r\n?/g, "\n");
  }

  function read(piece: string): SsePayload[] {
    const last = piece.lastIndexOf("\n");
    if (last < 0) {
      if (piece !== "") held.push(piece);
      return [];
    }
    const text = held.length > 0 ? held.join("") + piece : piece;
    held = last + 1 < piece.length ? [piece.slice(last + 1)] : [];
    const stop = text.length - (piece.length - last - 1);
    const found: SsePayload[] = [];
    for (let at = 0; at < stop; ) {
      const end = text.indexOf("\n", at);
      take(text.slice(at, end), found);
      at = end + 1;
    }
    return found;
  }

  return {
    push: (bytes) => read(plain(decoded(decoder.write(bytes)))),
    end() {
      const found = read(`${plain(decoded(decoder.end()))}${carriageReturn ? "\n" : ""}`);
      if (held.length > 0) take(held.join(""), found);
      held = [];
      dispatch(found);
      return found;
    },
  };
}

/** `data: : keep-alive` is a comment that a proxy has put into a data line. */
function isComment(data: string): boolean {
  return data === "" || data.startsWith(":");
}

function isWhole(data: string): boolean {
  return data.startsWith("{") && data.endsWith("}");
}
