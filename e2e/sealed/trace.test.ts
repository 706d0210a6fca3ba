import { describe, expect, it } from 'vitest';
import { parseTrace } from './trace';

describe('parseTrace', () => {
  const of = (...lines: string[]) => parseTrace(lines.map((line) => `4711 ${line}`).join('\n'));

  it('counts connections to other machines, and whom names are asked of', () => {
    const found = of(
      'connect(19<TCP:[123]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 EINPROGRESS (Operation now in progress)',
      'connect(19<TCPv6:[124]>, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)',
      'sendto(20<UDP:[10.0.0.2:4711->192.0.2.53:53]>, ""..., 20, MSG_NOSIGNAL, NULL, 0) = 20',
      'sendmsg(20<UDP:[127.0.0.1:4711]>, {msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.54")}, msg_namelen=16}, 0) = -1 EINVAL (Invalid argument)',
    );
    expect(found).toEqual({ packets: 2, lookups: ['192.0.2.53', '192.0.2.54'] });
  });

  it('counts datagrams, whether they name their way or the socket does', () => {
    const found = of(
      'sendto(21<UDP:[126]>, ""..., 20, 0, {sa_family=AF_INET, sin_port=htons(3478), sin_addr=inet_addr("192.0.2.1")}, 16) = 20',
      'sendmsg(21<UDP:[10.0.0.2:4711->192.0.2.1:3478]>, {msg_name=NULL, msg_namelen=0}, 0) = 20',
      'sendmmsg(22<UDPv6:[[2001:db8::2]:40000->[2001:db8::53]:53]>, [{msg_hdr={msg_name=NULL}}], 2, MSG_NOSIGNAL) = 2',
    );
    expect(found).toEqual({ packets: 2, lookups: ['2001:db8::53'] });
  });

  it('counts nothing that stays on this machine, or is no network', () => {
    const found = of(
      'connect(19<TCP:[127]>, {sa_family=AF_INET, sin_port=htons(4711), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      'connect(19<TCPv6:[127]>, {sa_family=AF_INET6, sin6_port=htons(1), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
      'sendto(19<TCP:[127.0.0.1:5000->127.0.0.1:4711]>, ""..., 20, MSG_NOSIGNAL, NULL, 0) = 20',
      'connect(20<UNIX-STREAM:[128]>, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 110) = 0',
      'sendmsg(21<UNIX-SEQPACKET:[129->130]>, {msg_name=NULL}, MSG_NOSIGNAL) = 4',
      'connect(22<UDP:[131]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
      'connect(22<UDP:[132]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
      '--- SIGCHLD {si_signo=SIGCHLD} ---',
    );
    expect(found).toEqual({ packets: 0, lookups: [] });
  });
});
