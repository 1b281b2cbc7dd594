/** The kernel's table of TCP sockets (/proc/net/tcp and tcp6), read for the ports that something listens on. Pure. */

const listen = "0A";

export function listeningPorts(...tables: string[]): Set<number> {
  const ports = new Set<number>();
  for (const line of tables.flatMap((table) => table.split("\n").slice(1))) {
    const [, local = "", , state] = line.trim().split(/\s+/);
    const port = Number.parseInt(local.slice(local.lastIndexOf(":") + 1), 16);
    if (state === listen && port > 0) ports.add(port);
  }
  return ports;
}
