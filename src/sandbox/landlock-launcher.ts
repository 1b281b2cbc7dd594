/**
 * The perl program that closes a process in with Landlock and a system call filter, where there are no user namespaces.
 * Perl is on practically every system and can make any system call; nothing has to be compiled or installed.
 */

export interface LandlockRules {
  /** Absolute folders and files that may be read and run. Missing ones are left out. */
  readable: readonly string[];
  /** Absolute folders and files that may be changed as well. They must exist. */
  writable: readonly string[];
}

/**
 * Reads its rules from its arguments up to `--`, then becomes the command after it. Whatever fails ends it before that:
 * it never runs a command that is not closed in.
 */
const program = String.raw`
use strict; use warnings;
my ($prctl) = map { $_ eq "aarch64" ? 167 : 157 } shift @ARGV;
sub fail { print STDERR "landlock: $_[0]: $!\n"; exit 126 }
my $abi = syscall(444, 0, 0, 1);
fail("the kernel has no Landlock") if $abi < 0;
if ($abi < 3) { $! = 0; fail("the kernel's Landlock is too old (ABI $abi, 3 is needed)") }
my $handled = (1 << ($abi >= 5 ? 16 : 15)) - 1;
# TCP altogether (ABI 4); abstract sockets and signals to processes outside (ABI 6).
my $attribute = pack($abi >= 6 ? "QQQ" : $abi >= 4 ? "QQ" : "Q", $handled, 3, 3);
my $rules = syscall(444, $attribute, length $attribute, 0);
fail("no rules") if $rules < 0;
my %access = (r => 0x000d, w => 0x77bf);
while (@ARGV && (my $word = shift @ARGV) ne "--") {
  my ($kind, $path) = $word =~ /^([rw])(.*)$/s or fail("a strange rule");
  my $file;
  if (!sysopen($file, $path, 0x200000 | 0x80000)) { next if $kind eq "r" && $!{ENOENT}; fail($path) }
  my $allowed = $access{$kind};
  $allowed &= 0x4007 if !-d $file;
  my $rule = pack("Ql", $allowed & $handled, fileno $file);
  syscall(445, $rules, 1, $rule, 0) == 0 or fail("rule for $path");
  close $file;
}
# Real root keeps nothing that the rules do not know of.
if ($> == 0) { syscall($prctl, 24, $_, 0, 0, 0) for 0 .. 63 }
syscall($prctl, 38, 1, 0, 0, 0) == 0 or fail("no_new_privs");
syscall(446, $rules, 0) == 0 or fail("restrict");
open(my $input, "<&=", 3) or fail("the filter");
binmode $input;
my $filter = do { local $/; <$input> };
close $input;
my $fprog = pack("Sx!8P", length($filter) / 8, $filter);
syscall($prctl, 22, 2, $fprog, 0, 0) == 0 or fail("the filter");
exec { $ARGV[0] } @ARGV or fail("exec");
`;

/** Arguments for perl. `processor` as in process.arch. */
export function landlockArguments(
  processor: string,
  { readable, writable }: LandlockRules,
  command: readonly string[],
): string[] {
  return [
    "-e",
    program,
    processor === "arm64" ? "aarch64" : "x86_64",
    ...readable.map((path) => `r${path}`),
    ...writable.map((path) => `w${path}`),
    "--",
    ...command,
  ];
}
