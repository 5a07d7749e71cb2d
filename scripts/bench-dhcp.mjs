// `npm run bench -- dhcp`: `qdoctor dhcp` against tcpdump and tshark on one big capture, in turn in one run, so the ratios
// hold on any machine. Options: --packets N, --rounds N. Needs the build in dist/.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dhcpMessage } from '../src/packets/dhcp/message.ts';
import { encodeDhcpFrame } from '../src/packets/encode-frame.ts';
import { root } from './setup.mjs';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    packets: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '5' },
  },
});
const packets = Number(values.packets);
const rounds = Number(values.rounds);
const cli = join(root, 'dist/src/cli.js');

/** One packet in so many is DHCP. */
const everyNth = 48;

/** DISCOVER, OFFER, REQUEST and ACK of a client, as dhclient and dnsmasq send them. */
function exchange(number) {
  const mac = `fa:16:3e:${[16, 8, 0].map((bits) => ((number >> bits) & 0xff).toString(16).padStart(2, '0')).join(':')}`;
  const yiaddr = `10.${(number >> 16) & 0xff}.${(number >> 8) & 0xff}.${number & 0xff}`;
  const ip = (text) => Uint8Array.from(text.split('.').map(Number));
  const list = { code: 55, value: Uint8Array.of(1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42) };
  const server = { code: 54, value: ip('10.0.0.2') };
  const lease = { code: 51, value: Uint8Array.of(0, 1, 0x51, 0x80) };
  const given = [
    server,
    lease,
    ...[1, 3, 6].map((code) => ({ code, value: ip(code === 1 ? '255.0.0.0' : '10.0.0.1') })),
  ];
  const client = { srcMac: mac, dstMac: 'ff:ff:ff:ff:ff:ff', srcIp: '0.0.0.0', dstIp: '255.255.255.255' };
  const reply = { srcMac: 'fa:16:3e:ff:ff:fe', dstMac: mac, srcIp: '10.0.0.2', dstIp: yiaddr };
  const message = (op, type, options, more) =>
    dhcpMessage({
      op,
      xid: number + 1,
      chaddr: mac,
      options: [{ code: 53, value: Uint8Array.of(type) }, ...options],
      ...more,
    });
  return [
    { ...client, message: message(1, 1, [list]) },
    { ...reply, message: message(2, 2, given, { yiaddr }) },
    { ...client, message: message(1, 3, [server, { code: 50, value: ip(yiaddr) }, list]) },
    { ...reply, message: message(2, 5, given, { yiaddr }) },
  ].map(encodeDhcpFrame);
}

/** The next byte that each TCP connection sends. */
const sequence = new Array(64).fill(1);

/** A frame that is not DHCP: sound TCP of 64 connections, in the sizes that networks carry most. */
function otherFrame(number) {
  const flow = number % sequence.length;
  const frame = Buffer.alloc([66, 1514, 1514, 90, 1514, 1514, 66, 1372][Math.floor(number / sequence.length) % 8]);
  frame.set([0xfa, 0x16, 0x3e, 0, 1, flow, 0xfa, 0x16, 0x3e, 0, 2, flow, 0x08, 0x00, 0x45, 0x00]);
  frame.writeUInt16BE(frame.length - 14, 16);
  frame.set([0, 1, 0x40, 0, 64, 6, 0, 0, 10, 1, 0, flow, 10, 2, 0, flow], 18);
  frame.writeUInt16BE(40_000 + flow, 34);
  frame.writeUInt16BE(5201, 36);
  frame.writeUInt32BE(sequence[flow], 38);
  frame.writeUInt32BE(1, 42);
  frame.set([0x50, 0x10, 0xff, 0xff], 46);
  sequence[flow] = (sequence[flow] + frame.length - 54) % 2 ** 32;
  return frame;
}

function writeCapture(path, count, nth) {
  sequence.fill(1);
  const file = openSync(path, 'w');
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt32LE(0x00040002, 4);
  header.writeUInt32LE(262144, 16);
  header.writeUInt32LE(1, 20);
  writeSync(file, header);
  let batch = [];
  let dhcp = [];
  let exchanges = 0;
  for (let index = 0; index < count; index += 1) {
    if (dhcp.length === 0) dhcp = exchange(exchanges++);
    const frame = index % nth === 0 ? dhcp.shift() : otherFrame(index);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + Math.floor(index / 1000), 0);
    record.writeUInt32LE((index % 1000) * 1000, 4);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    batch.push(record, frame);
    if (batch.length >= 4000 || index === count - 1) {
      writeSync(file, Buffer.concat(batch));
      batch = [];
    }
  }
  closeSync(file);
}

/** Runs a command with its output thrown away; seconds, and the peak of its resident memory in MB. */
async function measure(argv) {
  const begin = performance.now();
  const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  const exit = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let peak = 0;
  const look = () => {
    try {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 5);
  const [code] = await exit;
  clearInterval(timer);
  const seconds = (performance.now() - begin) / 1000;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${said}`);
  return { seconds, peak };
}

/** The best of some rounds, every command in each round, so that all meet the same state of the machine. */
async function compare(commands) {
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, argv] of Object.entries(commands)) {
      // One round of it takes minutes, and its ratio is far from any doubt.
      if (name === 'tshark' && round > 0) continue;
      const { seconds, peak } = await measure(argv);
      const before = best.get(name) ?? { seconds: Number.POSITIVE_INFINITY, peak: 0 };
      best.set(name, { seconds: Math.min(seconds, before.seconds), peak: Math.max(peak, before.peak) });
    }
  }
  return best;
}

const isInstalled = (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;

/** The commands to compare; tools that are not installed are left out. */
const commandsFor = (path) => ({
  qdoctor: [process.execPath, cli, 'dhcp', path],
  ...(isInstalled('tcpdump') ? { tcpdump: ['tcpdump', '-nr', path, 'udp port 67 or 68'] } : {}),
  ...(isInstalled('tshark') ? { tshark: ['tshark', '-nr', path, '-Y', 'dhcp'] } : {}),
});

/** Writes a capture, measures what reads it, and prints that. */
async function bench(title, wanted, nth, only = Object.keys(commandsFor(''))) {
  const path = join(folder, 'capture.pcap');
  // Whole exchanges only: one that is cut off would be reported as failed.
  const count = Math.max(1, Math.floor(wanted / nth / 4)) * nth * 4;
  writeCapture(path, count, nth);
  const commands = Object.entries(commandsFor(path)).filter(([name]) => only.includes(name));
  const results = await compare(Object.fromEntries(commands));
  console.log(`${title}: ${count} packets, ${Math.round(statSync(path).size / 1e6)} MB`);
  for (const [name, { seconds, peak }] of results) {
    const rate = `${Math.round(count / seconds / 1000)}k packets/s`.padStart(16);
    console.log(`  ${name.padEnd(8)} ${seconds.toFixed(2).padStart(6)} s ${rate}, peak ${Math.round(peak)} MB`);
  }
  return results;
}

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const whole = await bench('2 % DHCP', packets, everyNth);
const quarter = await bench('a quarter of it', packets / 4, everyNth, ['qdoctor']);
const dense = await bench('a quarter of it, with as much DHCP', packets / 4, everyNth / 4, ['qdoctor']);
await bench('all DHCP', packets / 5, 1);

const ratio = (one, other) =>
  whole.has(one) && whole.has(other) ? whole.get(one).seconds / whole.get(other).seconds : NaN;
console.log(`qdoctor / tcpdump  ${ratio('qdoctor', 'tcpdump').toFixed(1)}  (aim: at most 3)`);
console.log(`tshark / qdoctor   ${ratio('tshark', 'qdoctor').toFixed(0)}  (aim: at least 30)`);
const growth = (before) => Math.round(whole.get('qdoctor').peak - before.get('qdoctor').peak);
console.log(`memory for 4 times the file: ${growth(quarter)} MB more, with no more DHCP in it ${growth(dense)} MB`);
