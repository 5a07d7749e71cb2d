// Measures `qdoctor dhcp` (from dist/) against tcpdump and tshark on one big capture, side by side in one run.
//   node scripts/bench-dhcp.mjs [--packets N] [--rounds N] [--cli dist/src/cli.js]
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    packets: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '5' },
    cli: { type: 'string', default: join(root, 'dist/src/cli.js') },
  },
});
const packets = Number(values.packets);
const rounds = Number(values.rounds);
const cli = resolve(values.cli);
const built = (path) => import(pathToFileURL(join(dirname(cli), path)).href);
const { encodeDhcpFrame } = await built('packets/encode-frame.js');
const { dhcpMessage } = await built('packets/dhcp/message.js');

/** One packet in so many is DHCP. */
const everyNth = 50;

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

/** A frame that is not DHCP: sound TCP of 64 connections, in the sizes that networks carry most. */
function otherFrame(number) {
  const flow = (number * 7) % 64;
  const round = Math.floor(number / 64);
  const frame = Buffer.alloc([66, 1514, 1514, 90, 1514, 1514, 66, 1372][round % 8]);
  frame.set([0xfa, 0x16, 0x3e, 0, 1, flow, 0xfa, 0x16, 0x3e, 0, 2, flow, 0x08, 0x00, 0x45, 0x00]);
  frame.writeUInt16BE(frame.length - 14, 16);
  frame.set([round >> 8, round & 0xff, 0x40, 0, 64, 6, 0, 0, 10, 1, 0, flow, 10, 2, 0, flow], 18);
  frame.writeUInt16BE(40_000 + flow, 34);
  frame.writeUInt16BE(5201, 36);
  frame.writeUInt32BE((round * 1400) % 0xffffffff, 38);
  frame.writeUInt32BE(1, 42);
  frame.set([0x50, 0x10, 0xff, 0xff], 46);
  return frame;
}

function writeCapture(path, count, nth) {
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
const say = (text) => process.stdout.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const commandsFor = (path) => ({
  qdoctor: [process.execPath, cli, 'dhcp', path],
  ...(isInstalled('tcpdump') ? { tcpdump: ['tcpdump', '-nr', path, 'udp port 67 or 68'] } : {}),
  ...(isInstalled('tshark') ? { tshark: ['tshark', '-nr', path, '-Y', 'dhcp'] } : {}),
});

function report(title, path, count, results) {
  const qdoctor = results.get('qdoctor');
  say(`${title}: ${count} packets, ${Math.round(statSync(path).size / 1e6)} MB`);
  for (const [name, { seconds, peak }] of results) {
    const ratio = name === 'qdoctor' ? '' : `, qdoctor takes ${(qdoctor.seconds / seconds).toFixed(2)} of its time`;
    const rate = `${Math.round(count / seconds / 1000)}k packets/s`;
    say(`  ${name.padEnd(8)} ${seconds.toFixed(2)} s, ${rate}, peak ${Math.round(peak)} MB${ratio}`);
  }
}

const big = join(folder, 'big.pcap');
writeCapture(big, packets, everyNth);
const bigResults = await compare(commandsFor(big));
report('2 % DHCP', big, packets, bigResults);
rmSync(big);

const quarter = join(folder, 'quarter.pcap');
writeCapture(quarter, Math.round(packets / 4), everyNth);
const { qdoctor } = commandsFor(quarter);
const quarterResults = await compare({ qdoctor });
report('a quarter of it', quarter, Math.round(packets / 4), quarterResults);
rmSync(quarter);

const all = join(folder, 'all.pcap');
writeCapture(all, Math.round(packets / 5), 1);
report('all DHCP', all, Math.round(packets / 5), await compare(commandsFor(all)));

const ratio = (name) =>
  bigResults.has(name) ? bigResults.get(name).seconds / bigResults.get('qdoctor').seconds : undefined;
const [tcpdump, tshark] = [ratio('tcpdump'), ratio('tshark')];
if (tcpdump !== undefined) say(`aim: at most 3 times tcpdump's time: ${(1 / tcpdump).toFixed(2)}`);
say(
  tshark === undefined ? 'tshark is not installed' : `aim: at least 30 times as fast as tshark: ${tshark.toFixed(1)}`,
);
