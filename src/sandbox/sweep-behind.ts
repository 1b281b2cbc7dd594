/** A process that outlives Skillet for a moment, to end what carries its mark: where no namespace does so after kill -9. */

import { marker } from "./sweep-marked.ts";

/**
 * Waits for the end of its input, which comes with the end of Skillet, however that ends. Then it kills what carries the mark, until
 * three looks in a row find nobody, and removes the folder; it follows no link.
 */
const program = String.raw`
use strict; use warnings;
my ($mark, $folder) = @ARGV;
$SIG{$_} = "IGNORE" for qw(INT TERM HUP QUIT TSTP);
for (;;) {
  my $read = sysread(STDIN, my $nothing, 4096);
  last if defined $read ? $read == 0 : !$!{EINTR};
}
sub carries {
  open(my $file, "<", "/proc/$_[0]/environ") or return 0;
  local $/;
  return grep { $_ eq $mark || index($_, "$mark.") == 0 } split /\0/, <$file> // "";
}
my $late = time + 10;
for (my $quiet = 0; $quiet < 3 && time < $late;) {
  opendir(my $processes, "/proc") or last;
  my @found = grep { /^\d+$/ && carries($_) } readdir $processes;
  kill KILL => @found;
  $quiet = @found ? 0 : $quiet + 1;
  select undef, undef, undef, 0.02;
}
sub removed {
  my ($path) = @_;
  return unlink $path if -l $path || !-d _;
  chmod 0700, $path;
  opendir(my $entries, $path) or return;
  removed("$path/$_") for grep { $_ ne "." && $_ ne ".." } readdir $entries;
  rmdir $path;
}
removed($folder);
`;

/** `mark` as for `sweepMarked`; `folder` goes with it. Returns what ends the watch, once nothing is left to sweep. */
export function sweepBehind(perl: string, mark: string, folder: string): () => Promise<void> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(perl, ["-e", program, `${marker}=${mark}`, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: "/usr/bin:/bin" },
    cwd: "/",
    // Signals of the terminal are for Skillet.
    detached: true,
  });
  // What it is for is missed then, and nothing else.
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  child.unref();
  (child.stdin as { unref?(): void }).unref?.();
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (!child.kill("SIGKILL")) return;
    child.ref();
    await new Promise((resolve) => child.once("exit", resolve));
  };
}
