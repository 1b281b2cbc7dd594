/** What is known of programs by name: which run other programs, which run code, which only look. */

/** Options of a program that starts another; one that is not listed leaves open what is started. */
interface Wrapper {
  /** Options that take the next word. */
  values?: string;
  flags?: string;
  /** Words between the options and the program (timeout's duration). */
  operands?: number;
}

/** Programs that start the program in their words. */
export const wrappers: ReadonlyMap<string, Wrapper> = new Map(
  Object.entries({
    env: { values: "-u -C --unset --chdir", flags: "-i -0 --ignore-environment -" },
    timeout: {
      values: "-s -k --signal --kill-after",
      flags: "-v --foreground --preserve-status --verbose",
      operands: 1,
    },
    nice: { values: "-n --adjustment" },
    ionice: { values: "-c -n --class --classdata", flags: "-t" },
    nohup: {},
    setsid: { flags: "-c -f -w --ctty --fork --wait" },
    stdbuf: { values: "-i -o -e --input --output --error" },
    time: { values: "-f --format", flags: "-p -v --portability --verbose" },
    command: { flags: "-p" },
    builtin: {},
    exec: { values: "-a", flags: "-c -l" },
    sudo: {
      values: "-u -g -h -p -C -T -r -t --user --group",
      flags: "-E -n -S -H -b -k -i -s --non-interactive --preserve-env",
    },
    doas: { values: "-u -C", flags: "-n -s" },
    xargs: {
      values: "-n -P -I -L -s -d -E -a --max-args --max-procs --replace --delimiter --max-lines",
      flags: "-0 -r -t -x --null --no-run-if-empty --verbose",
    },
    watch: { values: "-n --interval", flags: "-d -t -b -e -g -x" },
    chrt: { flags: "-b -f -i -o -r", operands: 1 },
    taskset: { flags: "-c --cpu-list", operands: 1 },
    strace: { values: "-e -o -p -s", flags: "-f -ff -t -tt -c -q -v" },
    ltrace: { values: "-e -o -p -s", flags: "-f -t -c" },
    unbuffer: {},
    fakeroot: {},
    busybox: {},
    toybox: {},
    flock: { flags: "-n -x -s -e -u", operands: 1 },
    chroot: { operands: 1 },
    "xvfb-run": { flags: "-a" },
    "dbus-run-session": { flags: "--" },
  }),
);

/** Programs that start others in ways of their own: what they start is not read, so nothing is granted for them. */
const starters = words(
  "su runuser unshare nsenter setpriv systemd-run start-stop-daemon parallel script ssh scp sftp rsync docker podman " +
    "nerdctl kubectl lxc machinectl npx bunx pnpx uvx pipx corepack entr make-kpkg at batch crontab gdb lldb expect screen tmux " +
    "eval source . trap alias unalias enable hash coproc fc bind complete",
);

/** They start what they are given or what a file names, in ways that are not read: a rule of the user's may name them, none is offered. */
const runners = words(
  "ld.so ld-linux.so.2 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1 ld-musl-x86_64.so.1 ld-musl-aarch64.so.1 valgrind perf rr ccache " +
    "distcc sccache hyperfine prlimit setarch linux32 linux64 i386 x86_64 numactl cgexec schedtool choom runcon chpst softlimit " +
    "setuidgid envdir envuidgid gosu su-exec tini dumb-init pkexec run-parts sg newgrp capsh firejail bwrap proot faketime torsocks " +
    "torify proxychains proxychains4 eatmydata catchsegv rlwrap logsave ssh-agent gpg-agent dbus-launch xterm gnome-terminal " +
    "x-terminal-emulator watchexec reflex nodemon forever pm2 concurrently npm-run-all run-s run-p cross-env cross-env-shell dotenv " +
    "dotenvx direnv nvm fnm volta asdf mise pyenv rbenv nodenv goenv hatch tox nox ansible ansible-playbook xdg-open open start " +
    "fd fdfind jobs history ip ipython pry gem bpython rake invoke fab",
);

export const shells = words("sh bash dash zsh ksh mksh fish ash csh tcsh rbash yash");

/** Programs that run code from their words, their input or a file. */
const interpreters = words(
  "python pypy node nodejs deno bun perl ruby irb php lua luajit tclsh wish Rscript R julia ghci runghc scala groovy " +
    "java jshell kotlin elixir erl escript racket guile sbcl clisp osascript pwsh powershell awk gawk mawk nawk " +
    "vi vim nvim view ex ed emacs nano less more most man tsx ts-node octave sqlite3 mysql psql bc dc m4 gnuplot",
);

/** Programs whose first word chooses what they do; alone they would grant everything. */
export const subcommandPrograms = words(
  "git npm pnpm yarn pip pip3 uv poetry pipenv pdm cargo go rustup dotnet mvn gradle bundle gem composer brew apt apt-get dnf " +
    "apk conda mamba flask django-admin rails mix hex terraform vite next astro ng nx turbo lerna make just task gh hg svn jj",
);

/** Subcommands that take one more word to say what they do. */
export const deeperSubcommands = words(
  "npm-run npm-run-script npm-rum npm-urn pnpm-run yarn-run git-stash git-remote git-worktree go-mod uv-pip pip-config cargo-xtask make--C",
);

/** Subcommands that run whatever follows, or make others do so. */
export const openSubcommands = words(
  "npm-exec npm-x npm-explore npm-edit npm-init npm-innit npm-create npm-config npm-c npm-set npm-set-script npm-pkg pnpm-exec pnpm-dlx pnpm-x yarn-exec yarn-dlx yarn-node " +
    "uv-run uv-tool poetry-run pipenv-run pipenv-shell pdm-run cargo-run cargo-install go-run go-generate go-tool bundle-exec " +
    "conda-run mamba-run git-config git-bisect git-filter-branch git-submodule git-difftool git-mergetool git-daemon " +
    "git-upload-pack git-receive-pack git-shell dotnet-run rustup-run mix-run rails-runner rails-console gh-alias gh-api " +
    "gh-extension hg-config nx-run-many terraform-apply git-hook git-for-each-repo git-instaweb git-web--browse dotnet-exec dotnet-fsi " +
    "flask-shell django-admin-shell rails-r rails-c cargo-r bazel-run",
);

/**
 * Whether a subcommand is one of those, as a whole or by a beginning: npm takes any that no other begins with. `i` and `in` are
 * names of their own for install.
 */
export function isSubcommandOf(
  all: ReadonlySet<string>,
  program: string,
  subcommand: string,
): boolean {
  const name = `${program}-${subcommand}`;
  if (all.has(name)) return true;
  const begins = program === "npm" && subcommand.length > 1 && subcommand !== "in";
  return begins && [...all].some((whole) => whole.startsWith(name));
}

/** Programs that only look; one word is a fair grant inside the fence. Their risky options are known (command-risks). */
export const readers = words(
  "ls cat head tail wc pwd grep egrep fgrep rg echo printf diff cmp stat file du df tree sort uniq cut tr basename dirname " +
    "realpath readlink which whoami id date uname seq sleep true false md5sum sha1sum sha256sum nl tac rev comm paste fold jq column ps",
);

/** What they take away or open up is not theirs to take twice: never saved. */
const destructive = words(
  "rm rmdir unlink shred truncate dd mv cp ln install chmod chown chgrp chattr setfacl kill pkill killall reboot shutdown halt " +
    "poweroff mkfs mount umount mknod tee curl wget nc ncat socat telnet ftp useradd usermod passwd systemctl service iptables",
);

/** The program's own name: without its folder, the endings that other systems give, and the version that interpreters carry. */
export function programName(word: string): string {
  const name = word
    .slice(word.lastIndexOf("/") + 1)
    .replace(/\.(?:exe|com|cmd|bat|ps1)$|-cli\.[cm]?js$/i, "");
  return /^(?:python|pypy|pip|node|perl|ruby|php|lua|tclsh|gcc|clang)[\d.]+$/.test(name)
    ? name.replace(/[\d.]+.*$/, "")
    : name;
}

export function isShell(word: string): boolean {
  return shells.has(programName(word));
}

export function isInterpreter(word: string): boolean {
  const name = programName(word);
  return shells.has(name) || interpreters.has(name);
}

export function isStarter(word: string): boolean {
  return starters.has(programName(word));
}

export function isWrapper(word: string): boolean {
  const name = programName(word);
  return wrappers.has(name) || starters.has(name);
}

export function isRunner(word: string): boolean {
  return runners.has(programName(word));
}

export function isDestructive(word: string): boolean {
  return destructive.has(programName(word));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
