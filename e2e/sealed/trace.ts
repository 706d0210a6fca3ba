/** An address of this machine, as strace writes it: traffic to it leaves nothing. */
const OWN = /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/;
const ADDRESS =
  /sin6?_port=htons\((?<port>\d+)\)[^}]*?(?:sin_addr=inet_addr\("(?<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?<v6>[^"]+)")/g;
/** What `-yy` says of a socket: its kind, and for one that is connected where to. */
const SOCKET =
  /^\d+<(?<kind>TCP|UDP|TCPv6|UDPv6|RAW|RAWv6|ICMP|ICMPv6):\[(?:[^>]*->\[?(?<to>[0-9a-f.:]+?)\]?:\d+\]>)?/;

/**
 * Counts in the output of `strace -f -yy -e trace=connect,sendto,sendmsg,sendmmsg` what was to go to other machines. To connect
 * a datagram's socket sends nothing, and is how programs look for their own address: it counts only where a name server is meant.
 */
export function parseTrace(trace: string): { packets: number; lookups: string[] } {
  let packets = 0;
  const lookups: string[] = [];
  for (const line of trace.split('\n')) {
    const call = /^\d+\s+(?<name>connect|sendto|sendmsg|sendmmsg)\((?<rest>.*)$/.exec(line)?.groups;
    if (call === undefined) continue;
    const rest = call.rest ?? '';
    const socket = SOCKET.exec(rest)?.groups;
    const addresses = [...rest.matchAll(ADDRESS)].map(({ groups }) => ({
      host: groups?.v4 ?? groups?.v6 ?? '',
      port: Number(groups?.port),
    }));
    const foreign = addresses.filter(({ host }) => !OWN.test(host));
    const server = foreign.find(({ port }) => port === 53);
    if (call.name === 'connect') {
      if (server) lookups.push(server.host);
      else if (foreign.length > 0 && !socket?.kind?.startsWith('UDP')) packets += 1;
    } else if (foreign.length > 0 || (socket?.to !== undefined && !OWN.test(socket.to))) {
      packets += 1;
    }
  }
  return { packets, lookups };
}
