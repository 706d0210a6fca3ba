// The world outside of a sealed network, as it were: runs in a network namespace of its own, started by seal.ts with
// `unshare --net --mount`. It makes a second namespace, joined to it by one cable (a veth pair), runs commands there, and
// tells of each what came through the cable. It answers every name with its own address, so that whoever asks goes on to
// connect, and offers one service: what connects to its port 80 is handed to a socket file.
//   node world.mjs '{ "phases": [{ "name", "command": [WORD…], "env": {…}, "untilLookup": false, "limit": SECONDS }], "service": "/path" | null }'
// On file descriptor 3 comes one line of JSON a phase.
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const HERE = '10.77.0.1';
const THERE = '10.77.0.2';
const { phases, service, folder } = JSON.parse(process.argv[2]);

/** Names that were asked for, in order. */
const lookups = [];
let served = 0;

function ip(...words) {
  execFileSync('ip', words);
}

/** A process that holds the second namespace; its standard input's end is its own. */
async function holdSealed() {
  const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', 'echo here && exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((here, failed) => {
    holder.stdout.once('data', here);
    holder.once('exit', (code) => failed(new Error(`unshare ended with ${code}`)));
  });
  return holder;
}

function layCable(holder) {
  // Entering a namespace of mounts leads to its root: back to where the holder began.
  const inside = ['-t', String(holder.pid), '--net', '--mount', '--wd'];
  const enter = (...words) => execFileSync('nsenter', [...inside, ...words]);
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', 'out0', 'type', 'veth', 'peer', 'name', 'in0');
  ip('link', 'set', 'in0', 'netns', String(holder.pid));
  // Without addresses of its own making the kernel says nothing over the cable by itself. Over IPv6 nobody answers at its other
  // end: asking who has an address is counted, where something was to be sent there.
  ip('link', 'set', 'out0', 'addrgenmode', 'none');
  ip('addr', 'add', `${HERE}/24`, 'dev', 'out0');
  ip('link', 'set', 'out0', 'up');
  enter('ip', 'link', 'set', 'lo', 'up');
  enter('ip', 'link', 'set', 'in0', 'addrgenmode', 'none');
  enter('ip', 'addr', 'add', `${THERE}/24`, 'dev', 'in0');
  enter('ip', 'link', 'set', 'in0', 'up');
  enter('ip', 'route', 'add', 'default', 'via', HERE);
  enter('ip', '-6', 'addr', 'add', '2001:db8:ffff::2/128', 'dev', 'lo');
  enter('ip', '-6', 'route', 'add', '2000::/3', 'dev', 'in0');
  const names = join(folder, 'resolv.conf');
  writeFileSync(names, `nameserver ${HERE}\noptions timeout:1 attempts:1\n`);
  enter('mount', '--bind', names, '/etc/resolv.conf');
  return inside;
}

/** The name in a DNS query, and an answer: this machine for IPv4, nothing for all else. */
function answerLookup(query) {
  const labels = [];
  let at = 12;
  for (let length = query[at]; length > 0; length = query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const isAddress = query.readUInt16BE(at + 1) === 1;
  const question = query.subarray(12, at + 5);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isAddress ? 1 : 0, 6);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...HERE.split('.').map(Number)]);
  return {
    name: labels.join('.'),
    answer: Buffer.concat([header, question, ...(isAddress ? [record] : [])]),
  };
}

async function listen(onLookup) {
  const names = createSocket('udp4');
  names.on('message', (query, from) => {
    const { name, answer } = answerLookup(query);
    lookups.push(name);
    names.send(answer, from.port, from.address);
    onLookup();
  });
  await /** @type {Promise<void>} */ (new Promise((bound) => names.bind(53, HERE, bound)));
  if (service === null) return;
  const server = createServer((caller) => {
    served += 1;
    const there = connect(service);
    caller.pipe(there).pipe(caller);
    for (const [one, other] of [
      [caller, there],
      [there, caller],
    ])
      one.on('error', () => other.destroy());
  });
  await /** @type {Promise<void>} */ (new Promise((bound) => server.listen(80, HERE, bound)));
}

/** The kernel's counters of a namespace, by name: `Ip.InReceives`. */
function counters(pid) {
  const lines = readFileSync(`/proc/${pid}/net/snmp`, 'utf8').trim().split('\n');
  const found = {};
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [kind, ...names] = lines[i].split(' ');
    const [, ...values] = lines[i + 1].split(' ');
    for (const [n, name] of names.entries()) found[`${kind.slice(0, -1)}.${name}`] = Number(values[n]);
  }
  return found;
}

/** By any interface but that of the machine itself, where the user's own programs are asked. */
function ipv6Sent(pid) {
  const folder = `/proc/${pid}/net/dev_snmp6`;
  return readdirSync(folder)
    .filter((name) => name !== 'lo')
    .map((name) => Number(/^Ip6OutRequests\s+(\d+)/m.exec(readFileSync(`${folder}/${name}`, 'utf8'))?.[1]))
    .reduce((sum, sent) => sum + sent, 0);
}

function snapshot(holder) {
  const out = counters('self');
  return {
    packets: out['Ip.InReceives'],
    datagrams: out['Udp.InDatagrams'] + out['Udp.NoPorts'],
    unknownPorts: out['Udp.NoPorts'] + out['Tcp.OutRsts'],
    elsewhere: out['Ip.InAddrErrors'] + out['Ip.ForwDatagrams'],
    connections: out['Tcp.PassiveOpens'],
    ipv6: ipv6Sent(holder.pid),
    served,
    lookups: lookups.length,
  };
}

/** Runs one command in the sealed namespace, to its end, to the first lookup, or to its limit. */
function runPhase({ command, env, untilLookup, limit }, inside, looked) {
  const child = spawn('nsenter', [...inside, ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * limit);
  if (untilLookup) looked.then(() => child.kill('SIGKILL'));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code);
    });
  });
}

const holder = await holdSealed();
const inside = layCable(holder);
let onLookup = () => {};
await listen(() => onLookup());
for (const phase of phases) {
  const looked = /** @type {Promise<void>} */ (
    new Promise((done) => {
      onLookup = done;
    })
  );
  const before = snapshot(holder);
  const code = await runPhase(phase, inside, looked);
  const after = snapshot(holder);
  const seen = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
  writeSync(
    3,
    `${JSON.stringify({ name: phase.name, code, seen: { ...seen, lookups: lookups.slice(before.lookups) } })}\n`,
  );
}
holder.stdin.end();
process.exit(0);
