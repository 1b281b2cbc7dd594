/** The system calls a jailed program may not make, as a BPF program that the kernel checks on each call. */

import { exitCodes, UserError } from "../core/errors.ts";

/** Processors for which the numbers below are known; another one gets no filter, and so no jail. */
export type Processor = "x64" | "arm64";

/** AUDIT_ARCH_*, linux/audit.h: programs of any other architecture are killed at their first call. */
const auditArchitecture: Record<Processor, number> = { x64: 0xc000003e, arm64: 0xc00000b7 };

const allow = 0x7fff0000;
const killProcess = 0x80000000;
const refuse = (errno: number) => 0x00050000 | errno;
const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

/** Numbers by call: [x64, arm64]; null: the processor has no such call. asm/unistd_64.h and asm-generic/unistd.h. */
type Numbers = readonly [x64: number, arm64: number | null];

/** Refused whatever their arguments: other processes' memory, keys, kernel, mounts, clocks, and large unaudited doors. */
const refused: Record<string, Numbers> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  open_tree_attr: [467, 467],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  setns: [308, 268],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  acct: [163, 89],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  syslog: [103, 116],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  iopl: [172, null],
  ioperm: [173, null],
  uselib: [134, null],
  modify_ldt: [154, null],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  vhangup: [153, 58],
  fanotify_init: [300, 262],
  lookup_dcookie: [212, 18],
  nfsservctl: [180, 42],
};

/** Their arguments lie in memory, out of a filter's sight; "no such call" makes programs take the older one. */
const absent: Record<string, Numbers> = { clone3: [435, 435], openat2: [437, 437] };

/** CLONE_NEW* but NEWTIME, which clone cannot say: no namespace inside the jail. */
const namespaceFlags = 0x7e020000;
const newTimeNamespace = 0x80;
/** S_ISUID and S_ISGID: a file of the real root's must not be made to run as root by somebody else. */
const setIdBits = 0o6000;
/** AF_INET and AF_INET6: the session's own loopback is all they reach. Pairs of sockets are another call. */
const internet = [2, 10];
const socketNumbers: Numbers = [41, 198];
/** In SOCK_DGRAM and SOCK_RAW, and in no other kind: one of such a pair can be pointed at any socket that has a path. */
const datagram = 2;
/** TIOCSTI and TIOCLINUX put keys into the terminal that Skillet was started from. */
const terminalInjection = [0x5412, 0x541c];

interface Instruction {
  code: number;
  jumpTrue: number;
  jumpFalse: number;
  value: number;
}

const load = (offset: number): Instruction => op(0x20, offset);
const give = (value: number): Instruction => op(0x06, value);
const ifEqual = (value: number, jumpTrue: number, jumpFalse: number) =>
  op(0x15, value, jumpTrue, jumpFalse);
const ifAtLeast = (value: number, jumpTrue: number, jumpFalse: number) =>
  op(0x35, value, jumpTrue, jumpFalse);
const ifAnyBit = (value: number, jumpTrue: number, jumpFalse: number) =>
  op(0x45, value, jumpTrue, jumpFalse);

function op(code: number, value: number, jumpTrue = 0, jumpFalse = 0): Instruction {
  return { code, jumpTrue, jumpFalse, value };
}

/** struct seccomp_data: number at 0, architecture at 4, arguments from 16; both processors are little-endian. */
const argument = (index: number) => load(16 + 8 * index);

/** Where an argument is one of `values`, `hit`; else `miss`. Only the low 32 bits count, as in the kernel. */
function oneOf(index: number, values: readonly number[], hit: number, miss: number): Instruction[] {
  const tests = values.map((value, place) => ifEqual(value, values.length - place, 0));
  return [argument(index), ...tests, give(miss), give(hit)];
}

function anyBit(index: number, bits: number): Instruction[] {
  return [argument(index), ifAnyBit(bits, 0, 1), give(refuse(EPERM)), give(allow)];
}

/** Calls that depend on what they are given. */
const examined: [Numbers, Instruction[]][] = [
  [[53, 199], anyBit(1, datagram)], // socketpair
  [[16, 29], oneOf(1, terminalInjection, refuse(EPERM), allow)], // ioctl
  [[56, 220], anyBit(0, namespaceFlags)], // clone
  [[272, 97], anyBit(0, namespaceFlags | newTimeNamespace)], // unshare
  [[90, null], anyBit(1, setIdBits)], // chmod
  [[91, 52], anyBit(1, setIdBits)], // fchmod
  [[268, 53], anyBit(2, setIdBits)], // fchmodat
  [[452, 452], anyBit(2, setIdBits)], // fchmodat2
  [[2, null], anyBit(2, setIdBits)], // open
  [[257, 56], anyBit(3, setIdBits)], // openat
  [[85, null], anyBit(1, setIdBits)], // creat
  [[133, null], anyBit(1, setIdBits)], // mknod
  [[259, 33], anyBit(2, setIdBits)], // mknodat
];

/** `loopback`: in a network of its own, internet sockets are let through. `none`: nothing but pairs. */
export type Sockets = "loopback" | "none";

/** The filter as the bytes that `bwrap --seccomp` reads. Throws UserError (44) for a processor without numbers. */
export function seccompFilter(processor: string, sockets: Sockets = "loopback"): Buffer {
  if (processor !== "x64" && processor !== "arm64") {
    throw new UserError(`The fence knows no system calls of this processor (${processor}).`, {
      hint: "Use --sandbox docker, or --sandbox none to have every command asked.",
      exitCode: exitCodes.noSandbox,
    });
  }
  return assemble(program(processor, sockets));
}

function program(processor: Processor, sockets: Sockets): Instruction[] {
  const instructions = [
    load(4),
    ifEqual(auditArchitecture[processor], 1, 0),
    give(killProcess),
    load(0),
  ];
  // Calls of the x32 kind carry this bit and would pass every comparison below.
  if (processor === "x64") instructions.push(ifAtLeast(0x40000000, 0, 1), give(killProcess));
  const rule = (numbers: Numbers, body: Instruction[]) => {
    const number = processor === "x64" ? numbers[0] : numbers[1];
    if (number !== null) instructions.push(ifEqual(number, 0, body.length), ...body);
  };
  for (const numbers of Object.values(refused)) rule(numbers, [give(refuse(EPERM))]);
  for (const numbers of Object.values(absent)) rule(numbers, [give(refuse(ENOSYS))]);
  const families = sockets === "loopback" ? internet : [];
  rule(socketNumbers, oneOf(0, families, allow, refuse(EAFNOSUPPORT)));
  for (const [numbers, body] of examined) rule(numbers, body);
  instructions.push(give(allow));
  return instructions;
}

/** struct sock_filter, 8 bytes each. */
function assemble(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(instructions.length * 8);
  for (const [place, { code, jumpTrue, jumpFalse, value }] of instructions.entries()) {
    bytes.writeUInt16LE(code, place * 8);
    bytes.writeUInt8(jumpTrue, place * 8 + 2);
    bytes.writeUInt8(jumpFalse, place * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, place * 8 + 4);
  }
  return bytes;
}
