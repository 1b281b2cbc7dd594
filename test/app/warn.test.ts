import { expect, test } from "vitest";
import { toStderr, warn, warnOf } from "../../src/app/warn.ts";
import { UserError } from "../../src/core/errors.ts";
import { useLanguage } from "../../src/core/messages/language.ts";

function stderr(columns: number | null) {
  let written = "";
  return {
    err: (text: string) => {
      written += text;
    },
    stderrIsTerminal: columns !== null,
    columns: () => columns ?? 100,
    written: () => written,
  };
}

const error = new UserError('There is no command "sesions".', {
  hint: 'Did you mean skillet sessions? To send it as a prompt: skillet -p "sesions list"',
});

test("on a terminal an error is broken between words, its remedy below itself", () => {
  const io = stderr(40);
  warnOf(error, io);
  expect(io.written()).toBe(
    'skillet: There is no command "sesions".\n  Did you mean skillet sessions? To send\n  it as a prompt: skillet -p "sesions\n  list"\n',
  );
});

test("into a file every line goes whole", () => {
  const io = stderr(null);
  warnOf(error, io);
  expect(io.written()).toBe(`skillet: ${error.message}\n  ${error.hint}\n`);
});

test("what would act on the terminal is shown escaped, and a line that is ready is only broken", () => {
  const io = stderr(30);
  warn("The folder a\u001b[2Jb is not there, look for it elsewhere.", io);
  expect(io.written()).toBe(
    "skillet: The folder a\\x1b[2Jb\n  is not there, look for it\n  elsewhere.\n",
  );
  toStderr("  one two three four five six seven\n", io);
  expect(io.written()).toContain("  one two three four five six\n  seven\n");
});

test("it is told in the language of the user", async () => {
  await useLanguage("ja");
  const io = stderr(40);
  warnOf(new UserError("The path leads out of the output directory."), io);
  expect(io.written()).toBe("skillet: パスが出力ディレクトリの外を\n  指しています。\n");
  await useLanguage("en");
});
