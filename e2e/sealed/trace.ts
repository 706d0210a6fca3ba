/** An address of this machine, as strace writes it: traffic to it leaves nothing. */
const OWN = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;
const ADDRESS =
  /sin6?_port=htons\((?<port>\d+)\)[^}]*?(?:sin_addr=inet_addr\("(?<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?<v6>[^"]+)")/g;
/** What `-yy` says of a socket: its kind, and for one that is connected where to. */
const SOCKET =
  /^\d+<(?<kind>TCP|UDP|TCPv6|UDPv6|RAW|RAWv6|ICMP|ICMPv6):\[(?:[^>]*->\[?(?<to>[0-9a-f.:]+?)\]?:(?<port>\d+)\]>)?/;

/**
 * Counts in the output of `strace -f -yy -e trace=connect,sendto,sendmsg,sendmmsg` what was to go to other machines:
 * connections, and whatever else is sent. To connect a datagram's socket sends nothing: it is how programs look for their
 * own address. What goes to port 53 is told by whom it went to.
 */
export function parseTrace(trace: string): { packets: number; lookups: string[] } {
  let packets = 0;
  const lookups: string[] = [];
  for (const line of trace.split('\n')) {
    const call = /^\d+\s+(?<name>connect|sendto|sendmsg|sendmmsg)\((?<rest>.*)$/.exec(line)?.groups;
    if (call === undefined) continue;
    const rest = call.rest ?? '';
    const socket = SOCKET.exec(rest)?.groups;
    const isDatagram = socket?.kind?.startsWith('UDP') ?? false;
    if (call.name === 'connect' && isDatagram) continue;
    const named = [...rest.matchAll(ADDRESS)].map(({ groups }) => ({
      host: groups?.v4 ?? groups?.v6 ?? '',
      port: Number(groups?.port),
    }));
    // A socket that leads somewhere has been counted when it was connected, but a datagram's.
    if (socket?.to && isDatagram) named.push({ host: socket.to, port: Number(socket.port) });
    for (const { host, port } of named.filter(({ host }) => !OWN.test(host))) {
      if (port === 53) lookups.push(host);
      else packets += 1;
    }
  }
  return { packets, lookups };
}
