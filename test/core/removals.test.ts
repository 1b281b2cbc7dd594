import { expect, test } from "vitest";
import { removalsNamed } from "../../src/core/removals.ts";

const told = (command: string) => removalsNamed(command).map(({ kind, name }) => `${kind} ${name}`);

test.each([
  ["rm -rf scaffold", ["path scaffold"]],
  ["rm -- -odd a.txt", ["path -odd", "path a.txt"]],
  ["/bin/rm 'a b.txt' \"c d\"", ["path a b.txt", "path c d"]],
  ["mkdir x && rm a; rmdir b | cat", ["path a", "path b"]],
  ["rm *.log 設定?.txt", ["pattern *.log", "pattern 設定?.txt"]],
  ["rm -rf *", ["pattern *"]],
  ["rm -rf $DIR", ["unknown rm -rf $DIR"]],
  ["rm -rf {a,b}", ["unknown rm -rf {a,b}"]],
  ["cd sub && rm -rf a", ["unknown rm -rf a"]],
  ["find . -name '*.tmp' -delete", ["unknown find . -name *.tmp -delete"]],
  ["ls | xargs rm", ["unknown rm"]],
  ["git clean -fdx", ["unknown git clean -fdx"]],
  ["git rm -r src", ["unknown git rm -r src"]],
  ["sh -c 'rm a'", ["path a"]],
  ["shred -u a", ["path a"]],
  ["unlink a", ["path a"]],
])("%s takes away %j", (command, names) => {
  expect(told(command)).toEqual(names);
});

test.each([
  ["git clean -n"],
  ["git clean --dry-run -d"],
  ["git rm --cached a"],
  ["npm rm left-pad"],
  ["echo rm a"],
  ["docker run --rm x"],
  ["ls"],
])("%s takes away nothing that its words tell", (command) => {
  expect(told(command)).toEqual([]);
});
