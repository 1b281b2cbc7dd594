/** What it says first: shells before it may have said something to the same stream. */
export const helperGreeting = "skillet works on files\n";

/**
 * The perl program that works on files where there is no /proc (macOS): it goes from folder to folder by fchdir, each opened
 * by name in the one before and never through a link, so that nothing swapped meanwhile leads elsewhere. Perl is on every
 * such system; nothing has to be compiled or installed.
 *
 * A message is its length, the number of its fields, and each field with its length (all 32 bits, big-endian). Requests:
 * operation, root (path, device, inode), its own fields, names. Answers: `ok` and fields, or `no`, the error's name and what
 * it is about (the number of names that were gone through).
 */
export const helperProgram = `
use strict; use warnings; use Errno (); use Fcntl qw(:DEFAULT :mode);
open STDERR, ">", "/dev/null";
binmode STDIN; binmode STDOUT; $| = 1;
my ($nofollow, $folder) = (O_NOFOLLOW, O_DIRECTORY | O_NONBLOCK | O_RDONLY);
my %roots;
sub refuse { die ["no", @_] }
sub failed { my ($code) = grep { $!{$_} } sort keys %!; refuse($code // "EIO", $_[0] // 0) }
sub exactly {
  my ($length) = @_; my $got = "";
  while (length $got < $length) {
    my $count = sysread STDIN, $got, $length - length $got, length $got;
    next if !defined $count && $!{EINTR};
    exit 0 if !$count;
  }
  return $got;
}
sub answer {
  my $text = pack("N", scalar @_) . join "", map { pack("N", length $_) . $_ } @_;
  $text = pack("N", length $text) . $text;
  for (my $at = 0; $at < length $text;) {
    my $count = syswrite STDOUT, $text, length($text) - $at, $at;
    next if !defined $count && $!{EINTR};
    exit 0 if !$count;
    $at += $count;
  }
}
sub open_folder { my ($name, $flags) = @_; my $handle; sysopen($handle, $name, $folder | $flags) ? $handle : undef }
sub enter_root {
  my ($path, $device, $inode) = @_;
  my $held = $roots{"$path/$device/$inode"} //= do {
    my $handle = open_folder($path, 0) or refuse("gone", 0);
    my @stat = stat $handle;
    refuse("gone", 0) if $stat[0] != $device || $stat[1] != $inode;
    $handle;
  };
  my @now = stat $path;
  refuse("gone", 0) if !@now || $now[0] != $device || $now[1] != $inode;
  chdir $held or failed();
}
sub enter {
  my ($device, $make, @names) = @_;
  for my $index (0 .. $#names) {
    my $name = $names[$index];
    my $handle = open_folder($name, $nofollow);
    if (!$handle && $!{ENOENT} && $make) {
      mkdir $name or $!{EEXIST} or failed($index + 1);
      $handle = open_folder($name, $nofollow);
    }
    if (!$handle) {
      my $code = 0 + $!;
      refuse("ELOOP", $index + 1) if -l $name;
      $! = $code; failed($index + 1);
    }
    refuse("device", $index + 1) if (stat $handle)[0] != $device;
    chdir $handle or failed($index + 1);
  }
}
sub look { my @stat = lstat $_[0]; @stat ? @stat[0 .. 5, 7, 9, 10] : () }
my %operations = (
  names => sub {
    opendir(my $handle, ".") or failed();
    return grep { $_ ne "." && $_ ne ".." } readdir $handle;
  },
  list => sub {
    opendir(my $handle, ".") or failed();
    return map { my @stat = lstat $_; @stat ? ($_, $stat[2], $stat[7]) : () }
      grep { $_ ne "." && $_ ne ".." } readdir $handle;
  },
  look => sub { my ($name) = @_; join " ", look($name) },
  read => sub {
    my ($name, $device, $most) = @_;
    my @before = lstat $name or return $!{ENOENT} ? () : failed();
    my $shown = join " ", look($name);
    return $shown if !S_ISREG($before[2]) || $before[3] > 1 || $before[0] != $device || $before[7] > $most;
    sysopen(my $handle, $name, O_RDONLY | O_NONBLOCK | O_NOCTTY | $nofollow) or failed();
    my @now = stat $handle;
    refuse("changed", 0) if $now[0] != $before[0] || $now[1] != $before[1] || $now[3] > 1;
    my $bytes = "";
    while (1) {
      my $count = sysread $handle, $bytes, 1 << 20, length $bytes;
      defined $count or failed();
      last if !$count;
      refuse("big", length $bytes) if length $bytes > $most;
    }
    return ($shown, $bytes);
  },
  remove => sub {
    my ($name, $expected) = @_;
    refuse("changed", 0) if join(" ", look($name)) ne $expected;
    unlink $name or failed();
    return ();
  },
  rmdir => sub { rmdir $_[0]; return () },
  replace => sub {
    my ($name, $temporary, $expected, $mode, $bytes, $exact) = @_;
    my $done = eval {
      sysopen(my $handle, $temporary, O_WRONLY | O_CREAT | O_EXCL | $nofollow, $mode) or failed();
      for (my $at = 0; $at < length $bytes;) {
        my $count = syswrite $handle, $bytes, length($bytes) - $at, $at;
        next if !defined $count && $!{EINTR};
        defined $count or failed();
        $at += $count;
      }
      my @now = stat $handle;
      refuse("short", $now[7]) if $now[7] != length $bytes;
      if ($expected ne "") {
        my ($uid, $gid) = (split / /, $expected)[4, 5];
        chown $uid, $gid, $handle if $now[4] != $uid || $now[5] != $gid;
      }
      chmod $mode, $handle or failed() if $exact && ((stat $handle)[2] & 07777) != $mode;
      close $handle or failed();
      refuse("changed", 0) if join(" ", look($name)) ne $expected;
      rename $temporary, $name or failed();
      1;
    };
    return () if $done;
    my $why = $@;
    unlink $temporary;
    die $why;
  },
);
syswrite STDOUT, "${helperGreeting.trim()}" . chr 10;
while (1) {
  my $text = exactly(unpack "N", exactly(4));
  my ($count, @fields) = unpack "N", $text;
  for (my $at = 4; $at < length $text;) {
    my $length = unpack "N", substr $text, $at, 4;
    push @fields, substr $text, $at + 4, $length;
    $at += 4 + $length;
  }
  my ($operation, $path, $device, $inode, $make, $depth, @rest) = @fields;
  my @names = splice @rest, 0, $depth;
  my @result = eval {
    enter_root($path, $device, $inode);
    enter($device, $make, @names);
    ("ok", $operations{$operation}->(@rest));
  };
  answer(@result ? @result : ref $@ ? @{$@} : ("no", "EIO", "$@"));
}
`;
