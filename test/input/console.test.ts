import { PassThrough } from "node:stream";
import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { type TerminalConsole, terminalConsole } from "../../src/input/console.ts";

const open: TerminalConsole[] = [];
afterEach(() => {
  for (const console of open.splice(0)) console.close();
});

function terminal(options: { plain?: boolean } = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  const console = terminalConsole(input, output, { color: false, ...options });
  open.push(console);
  return { console, input, shown: () => shown };
}

test("a key answers when it is pressed after the question", async () => {
  const { console, input } = terminal();
  await console.flush();
  console.write("sure? ");
  const key = console.key();
  input.write("ｙ");
  expect(await key).toBe("y");
});

test("what was typed before the question never answers it", async () => {
  const { console, input } = terminal();
  input.write("y");
  input.write("y\n");
  await console.flush();
  const key = console.key();
  input.write("n");
  expect(await key).toBe("n");
});

test("a paste does not answer a key question", async () => {
  const { console, input } = terminal();
  const key = console.key();
  input.write("\x1b[200~yyy\ny\x1b[201~");
  await setImmediate();
  input.write("n");
  expect(await key).toBe("n");
});

test("a character that arrives in pieces is one key", async () => {
  const { console, input } = terminal();
  const key = console.key();
  const bytes = Buffer.from("ｙ");
  input.write(bytes.subarray(0, 1));
  await setImmediate();
  input.write(bytes.subarray(1));
  expect(await key).toBe("y");
});

test("a lone escape is the key escape", async () => {
  const { console, input } = terminal();
  const key = console.key();
  input.write("\x1b");
  expect(await key).toBe("escape");
});

test("an aborted signal ends the question with its reason", async () => {
  const { console } = terminal();
  const stop = new AbortController();
  const key = console.key(stop.signal);
  const line = expect(key).rejects.toThrow("stopped");
  stop.abort(new Error("stopped"));
  await line;
  const next = console.key();
  await expect(console.key()).rejects.toThrow("Two questions at once");
  next.catch(() => {});
});

test("where the input ends, a key question is left by escape and a line is none", async () => {
  const { console, input } = terminal();
  const key = console.key();
  input.end();
  expect(await key).toBe("escape");
  expect(await console.line("> ")).toBeNull();
});

async function typed(
  input: PassThrough,
  shown: () => string,
  prompt: string,
  ...pieces: string[]
): Promise<void> {
  while (!shown().endsWith(prompt) && !shown().includes(prompt)) await setImmediate();
  for (const piece of pieces) {
    input.write(piece);
    await setImmediate();
  }
}

test("a line is edited and given back", async () => {
  const { console, input, shown } = terminal();
  const line = console.line("> ");
  await typed(input, shown, "> ", "hellp", "\x7f", "o", "\r");
  expect(await line).toBe("hello");
});

test("a line starts with what it is given", async () => {
  const { console, input, shown } = terminal();
  const line = console.line("rule: ", { initial: "shell:npm install" });
  await typed(input, shown, "rule: ", " x", "\r");
  expect(await line).toBe("shell:npm install x");
});

test.each([
  ["Escape", "\x1b"],
  ["Ctrl-C", "\x03"],
  ["Ctrl-D on an empty line", "\x04"],
])("%s leaves a line", async (_name, key) => {
  const { console, input, shown } = terminal();
  const line = console.line("> ");
  await typed(input, shown, "> ", key);
  expect(await line).toBeNull();
});

test("pasted line ends stay in the line, marked or not", async () => {
  const { console, input, shown } = terminal();
  const first = console.line("1> ");
  await typed(input, shown, "1> ", "\x1b[200~a\nb\r\nc\x1b[201~", "\r");
  expect(await first).toBe("a\nb\nc");
  const second = console.line("2> ");
  await typed(input, shown, "2> ", "a\nb\n");
  expect(await second).toBe("a\nb");
});

test("a long paste that is not marked is one, wherever the system cuts it", async () => {
  const { console, input, shown } = terminal();
  const line = console.line("> ");
  while (!shown().includes("> ")) await setImmediate();
  // As Linux hands it over: 4,095 bytes, which here end with a line end each time.
  for (const piece of ["abcdef\r".repeat(585), "abcdef\r".repeat(585), "abc\r", "def"]) {
    input.write(piece);
    await setImmediate();
  }
  while (!shown().includes("[paste 1: 1,172 lines]")) await setImmediate();
  input.write("\r");
  expect(await line).toBe(`${"abcdef\n".repeat(1170)}abc\ndef`);
});

test("the last character of a long paste that is not marked answers no question", async () => {
  const { console, input } = terminal();
  const key = console.key();
  input.write("y\r".repeat(2047));
  await setImmediate();
  input.write("y");
  await delay(100);
  input.write("n");
  expect(await key).toBe("n");
});

test("Alt-Enter makes a new line", async () => {
  const { console, input, shown } = terminal();
  const line = console.line("> ");
  await typed(input, shown, "> ", "a", "\x1b\r", "b", "\r");
  expect(await line).toBe("a\nb");
});

test("an earlier line of the same question comes back by the up key", async () => {
  const { console, input, shown } = terminal();
  const first = console.line("1> ");
  await typed(input, shown, "1> ", "again", "\r");
  await first;
  const second = console.line("1> ");
  await setImmediate();
  await typed(input, shown, "1> ", "\x1b[A", "\r");
  expect(await second).toBe("again");
});

test("pastes are marked while the console is open, and no longer", () => {
  const { console, shown } = terminal();
  console.close();
  expect(shown()).toBe("\x1b[?2004h\x1b[?2004l\x1b[?25h");
});

test("raw mode is on while the console is open, off while it is lent, and off at the end", async () => {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => modes.push(raw) });
  const console = terminalConsole(input, new PassThrough(), { color: false });
  await console.lend(async () => {
    expect(modes).toEqual([true, false]);
  });
  expect(modes).toEqual([true, false, true]);
  console.close();
  expect(modes).toEqual([true, false, true, false]);
});

test("Ctrl-C that nobody asked for is the signal it is", async () => {
  const { input } = terminal();
  const caught = new Promise<string>((resolve) => process.once("SIGINT", resolve));
  input.write("\x03");
  expect(await caught).toBe("SIGINT");
});

test("two Ctrl-C are two, also where the system hands them over at once", async () => {
  const { console, input } = terminal();
  let signals = 0;
  const count = () => void signals++;
  process.on("SIGINT", count);
  onTestFinished(() => void process.off("SIGINT", count));
  input.write("\x03\x03");
  while (signals < 2) await setImmediate();
  // While something runs.
  const typing = console.typing(() => {});
  input.write("abc\x03\x03");
  while (signals < 4) await setImmediate();
  // The first one leaves the question.
  const key = console.key();
  input.write("\x03\x03");
  expect(await key).toBe("ctrl-c");
  while (signals < 5) await setImmediate();
  typing.end(true);
  const left = console.prompt();
  input.write("words\x03\x03");
  expect(await left).toEqual({ left: "interrupt" });
  expect(signals).toBe(5);
});

test("what comes at once with a Ctrl-C answers no question, before it or behind it", async () => {
  const { console, input } = terminal();
  const typing = console.typing(() => {});
  for (const keys of ["y\x03", "\x03y"]) {
    const key = console.key();
    input.write(keys);
    expect(await key).toBe("ctrl-c");
  }
  const next = console.key();
  await setImmediate();
  input.write("n");
  expect(await next).toBe("n");
  expect(typing.end(true).draft.cells).toEqual(["y"]);
});

test("for a screen reader typing at the end is written as just that, in every script", async () => {
  const { console, input, shown } = terminal({ plain: true });
  const line = console.line("> ");
  input.write("abc");
  await setImmediate();
  input.write("\x7f");
  await setImmediate();
  input.write("掲示板");
  await setImmediate();
  input.write("\x7f");
  await setImmediate();
  input.write("\r");
  expect(await line).toBe("ab掲示");
  expect(shown().replace("\x1b[?2004h", "")).toBe("> abc\b \b掲示板\b \b\b \b\r\n");
});

test("for a screen reader what is queued while a turn runs is a line, and nothing else is drawn", async () => {
  const { console, input, shown } = terminal({ plain: true });
  const typing = console.typing(() => {});
  input.write("next thing");
  await setImmediate();
  console.write("output\n");
  input.write("\r");
  await setImmediate();
  console.write("more\n");
  expect(typing.end(false).queued.map(({ text }) => text)).toEqual(["next thing"]);
  expect(shown().replace("\x1b[?2004h", "")).toBe("output\nqueued: next thing\nmore\n");
});
