import { expect, test } from "vitest";
import { findSearchOf } from "../../src/core/find-removals.ts";
import { mayChangeFiles, removalsNamed } from "../../src/core/removals.ts";

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
  ["find . -name '*.tmp' -delete", ["search find . -name *.tmp -delete"]],
  ["find . -name *.tmp -delete", ["unknown find . -name *.tmp -delete"]],
  ["find . -mtime +3 -delete", ["unknown find . -mtime +3 -delete"]],
  ["find a b -type f -exec rm -f {} +", ["search find a b -type f -exec rm -f {} +"]],
  ["find . -exec sh -c 'rm a' \\;", ["path a"]],
  ["ls | xargs find -delete", ["unknown find -delete"]],
  ["cd x; find . -name a -delete", ["unknown find . -name a -delete"]],
  ["ls | xargs rm", ["unknown rm"]],
  ["git clean -fdx", ["clean git clean -fdx"]],
  ["git clean -fd -e keep", ["unknown git clean -fd -e keep"]],
  ["git -C sub -c a.b=c clean -fd", ["unknown git -C sub -c a.b=c clean -fd"]],
  ["cd sub; git clean -fd", ["unknown git clean -fd"]],
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

const entries = [
  ["a.tmp", "file", 1],
  ["B.TMP", "file", 2],
  ["tmp", "folder", 1],
  ["l.tmp", "link", 1],
] as const;

test.each<[string, string[] | null]>([
  [". -name *.tmp -delete", ["a.tmp", "l.tmp"]],
  ["-iname *.tmp -type f -delete", ["a.tmp", "B.TMP"]],
  [". -maxdepth 1 -name ?.* -delete", ["a.tmp", "l.tmp"]],
  [". -mindepth 2 -delete", ["B.TMP"]],
  ["x y -depth -type d -print -delete", ["tmp"]],
  [". -type d -exec rm -rf {} +", ["tmp"]],
  [". -name *.tmp -exec /bin/rm -- {} ;", ["a.tmp", "l.tmp"]],
  [". -not -name *.tmp -delete", null],
  [". -name *.tmp -o -name *.log -delete", null],
  [". -delete -name *.tmp", null],
  [". -name [ab]* -delete", null],
  [". -name *a*b*c*d*e*f* -delete", null],
  [". -exec rm {} + -exec touch {} +", null],
  [". -exec rm {}.bak ;", null],
  [". -exec rm -i {} ;", null],
  [". -newer a -delete", null],
  [". -type x -delete", null],
  [". -name a", null],
])("find %s takes %j", (words, taken) => {
  const search = findSearchOf(words.split(" "));
  const takes = entries.filter(([name, kind, depth]) => search?.takes({ name, kind, depth }));
  expect(search && takes.map(([name]) => name)).toEqual(taken);
});

test.each([
  ["python3 build.py", true],
  ["npm run clean", true],
  ["ls && rm x", true],
  ["cat a | xargs tool", true],
  ["git clean -fd", true],
  ["echo 'unclosed", true],
  ["ls -la && cat a.txt | grep x", false],
  ["echo x > a.txt", true],
  ["cat a.txt b.txt >> c.txt", true],
  ["ls 2>/dev/null >&2", false],
  ["git checkout main", false],
  ["git stash && python3 x.py", false],
])("what %j takes away or changes is looked for: %s", (command, looked) => {
  expect(mayChangeFiles(command)).toBe(looked);
});
