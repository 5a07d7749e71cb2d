// `npm run bench -- fleet [HOSTS] [--keep FOLDER] [--without-tunnels]`: how long `qdoctor fleet` takes for a cloud, and in
// how much memory. The cloud is made of the recordings of a lab of three hosts with 40 VMs on each compute, again and again
// with other names, ids and addresses: groups of one network node and 19 computes, which share their networks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playbookToRecord, recordHost } from '../src/app/record.ts';
import { startCloud } from '../src/lab/cloud.ts';
import { silent } from '../src/report/progress.ts';
import { root } from './setup.mjs';

const groupSize = 20;
const networks = 78;
const noSignal = new AbortController().signal;

/** Records the three hosts, each into a folder of its own; nothing is sent. */
async function recordLab(folder) {
  mkdirSync(folder, { recursive: true });
  const hosts = await startCloud({ name: `bench-${process.pid}`, hosts: 3, networks });
  const options = { passive: true, waitSeconds: 0, timeoutSeconds: 300, hasPseudonyms: false };
  try {
    for (const host of hosts) {
      const output = join(folder, host.model.place.name);
      await recordHost(host.host(), playbookToRecord('full', undefined), { ...options, output }, noSignal, (work) =>
        work(silent),
      );
    }
  } finally {
    for (const host of hosts) await host.down();
  }
}

const sumOf = (text) => createHash('sha256').update(text).digest('hex');
const uuids = /\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)/g;

/** A recording as texts by file. */
function readRecording(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const texts = new Map(Object.keys(manifest.files).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return { manifest, texts, ids: new Set([...texts.values()].flatMap((text) => text.match(uuids) ?? [])) };
}

function writeRecording(folder, name, manifest, texts) {
  mkdirSync(folder, { recursive: true });
  const files = {};
  for (const [file, text] of texts) {
    writeFileSync(join(folder, file), text);
    files[file] = { size: Buffer.byteLength(text), sha256: sumOf(text) };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, host: name, files }));
}

/** Another word of as many digits for one in a place of the cloud. */
const other = (word, ...place) => sumOf([word, ...place].join()).slice(0, word.length);
const addressIn = (group, index) => `198.18.${group}.${11 + index}`;
const tunnelName = (address) =>
  `vxlan-${address
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join('')}`;

/** One more host, made from a recording: the `index`-th of a group; `shared` are the ids that its network node knows too. */
function hostLike(recorded, shared, group, index, hasTunnels) {
  const isCompute = index > 0;
  const turn = isCompute ? Math.floor((index - 1) / 2) : 0;
  const own = addressIn(group, index);
  const before = isCompute ? (index % 2 === 1 ? '198.18.0.12' : '198.18.0.13') : '198.18.0.11';
  const idOf = new Map([...recorded.ids].map((id) => [id, other(id, group, shared.has(id) ? '' : index)]));
  const change = (text) =>
    text
      .replace(/[0-9a-f]{8}(?=-[0-9a-f])/g, (id) => idOf.get(id) ?? id)
      .replace(
        /\b(f[ae]:16:3e):((?:[0-9a-f]{2}:){2}[0-9a-f]{2})\b/g,
        (_, vendor, rest) => `${vendor}:${macOf(rest, group, isCompute ? turn : 0)}`,
      )
      .replace(/\b198\.18\.0\.(\d+)\b/g, (address, last) => (address === before ? own : `198.18.${group}.${last}`))
      .replace(/\b(0000)([0-9a-f]{12})\b/g, (_, zeros, id) => `${zeros}${other(id, group, index)}`);
  const guests = isCompute
    ? (text) =>
        text.replace(/\b(10\.(?:11\.12|6\d\.\d+))\.([34])\b/g, (_, net, last) => `${net}.${Number(last) + 10 * turn}`)
    : (text) => text;
  const texts = new Map([...recorded.texts].map(([file, text]) => [change(file), guests(change(text))]));
  if (!isCompute) listAllGuests(texts, recorded, group, change);
  joinAll(texts, group, index, own, hasTunnels);
  return { texts, manifest: JSON.parse(change(JSON.stringify(recorded.manifest))) };
}

/** What comes after the vendor's part. */
const macOf = (rest, group, turn) => {
  const hex = other(rest.replaceAll(':', ''), group, turn);
  return [hex.slice(0, 2), hex.slice(2, 4), hex.slice(4, 6)].join(':');
};

/** The host files of a network node know the guests of all of its computes, and sha256sum what is in them. */
function listAllGuests(texts, recorded, group, change) {
  const [contents] = [...recorded.texts.keys()].filter((file) => file.startsWith('grep_-rsH_--include_host'));
  const sums = [...recorded.texts.entries()].find(([, text]) => /^[0-9a-f]{64} {2}\/var/.test(text))?.[0];
  const lines = recorded.texts.get(contents).split('\n');
  const all = lines.flatMap((line) => {
    const guest =
      /^(.*\/host):fa:16:3e:((?:[0-9a-f]{2}:){2}[0-9a-f]{2}),host-(.*)-([34])\.openstacklocal,(.*)\.[34]$/.exec(line);
    if (guest === null) return [change(line)];
    const [, file, rest, dashed, last, net] = guest;
    return Array.from({ length: Math.ceil((groupSize - 1) / 2) }, (_, turn) => {
      const octet = Number(last) + 10 * turn;
      return `${change(file)}:fa:16:3e:${macOf(rest, group, turn)},host-${dashed}-${octet}.openstacklocal,${net}.${octet}`;
    });
  });
  texts.set(contents, all.join('\n'));
  const [before, after] = [filesIn(lines), filesIn(all)];
  const summed = recorded.texts
    .get(sums)
    .split('\n')
    .map((line) => {
      const [sum, file] = line.split('  ');
      if (!before.has(file)) return change(line);
      const end = sumOf(before.get(file)) === sum ? '' : '\n';
      return `${sumOf(`${after.get(change(file))}${end}`)}  ${change(file)}`;
    });
  texts.set(sums, summed.join('\n'));
}

/** The texts of files, of which grep printed every line behind their names. */
function filesIn(lines) {
  const found = new Map();
  for (const line of lines) {
    const [, file, text] = /^(\/[^:]*):(.*)$/.exec(line) ?? [];
    if (file !== undefined) found.set(file, found.has(file) ? `${found.get(file)}\n${text}` : text);
  }
  return found;
}

/** Tunnels to all other hosts of the group, and flows by them, in place of the two that were recorded. */
function joinAll(texts, group, index, own, hasTunnels) {
  // Without, all that is left is one to a host beyond.
  const peers = hasTunnels ? Array.from({ length: groupSize }, (_, one) => one).filter((one) => one !== index) : [200];
  const tunnels = peers.map((one) => ({
    address: addressIn(group, one),
    ofport: 1000 + one,
    id: other('tunnel'.padEnd(36), group, index, one),
  }));
  const uuid = (id, kind) => ['uuid', `${id.slice(0, 8)}-${kind}-4000-a000-${id.slice(8, 20)}`];
  const [list, text] = [...texts].find(([file]) => file.includes('ovs_version_list'));
  const isTunnel = (row) => row.some((cell) => typeof cell === 'string' && cell.startsWith('vxlan-'));
  const tables = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [, bridges, ports, interfaces] = tables;
  const gone = ports.data.filter(isTunnel).map(([id]) => id[1]);
  const none = ['set', []];
  ports.data = [
    ...ports.data.filter((row) => !isTunnel(row)),
    ...tunnels.map(({ address, id }) => [
      uuid(id, '0001'),
      tunnelName(address),
      uuid(id, '0002'),
      none,
      none,
      none,
      ['map', []],
    ]),
  ];
  interfaces.data = [
    ...interfaces.data.filter((row) => !isTunnel(row)),
    ...tunnels.map(({ address, ofport, id }) => [
      uuid(id, '0002'),
      tunnelName(address),
      'vxlan',
      ofport,
      none,
      ['map', []],
      [
        'map',
        Object.entries({ df_default: 'true', in_key: 'flow', local_ip: own, out_key: 'flow', remote_ip: address }),
      ],
    ]),
  ];
  const members = bridges.data.find(([name]) => name === 'br-tun')[1];
  members[1] = [...members[1].filter(([, id]) => !gone.includes(id)), ...tunnels.map(({ id }) => uuid(id, '0001'))];
  texts.set(list, tables.map((table) => `${JSON.stringify(table)}\n`).join(''));
  const [flows, aggregate] = ['dump-flows', 'dump-aggregate'].map((word) =>
    [...texts.keys()].find((file) => file.endsWith(`${word}_br-tun`)),
  );
  const outputs = tunnels.map(({ ofport }) => `,output:${ofport}`).join('');
  const lines = texts
    .get(flows)
    .split('\n')
    .flatMap((line) => {
      if (/in_port=\d+ actions=resubmit\(,4\)/.test(line)) return [];
      return [/table=22/.test(line) ? line.replace(/(?:,output:\d+)+/, outputs) : line];
    });
  const into = tunnels.map(
    ({ ofport }) =>
      ` cookie=0x1, duration=9.1s, table=0, n_packets=5, n_bytes=500, idle_age=1, priority=1,in_port=${ofport} actions=resubmit(,4)`,
  );
  const all = [lines[0], ...into, ...lines.slice(1)];
  texts.set(flows, all.join('\n'));
  const count = all.filter((line) => line.includes('actions=')).length;
  texts.set(aggregate, texts.get(aggregate).replace(/flow_count=\d+/, `flow_count=${count}`));
}

/** Writes the recordings of so many hosts. */
export function writeCloud(base, folder, count, hasTunnels = true) {
  const recorded = Object.fromEntries(['net1', 'cmp1', 'cmp2'].map((name) => [name, readRecording(join(base, name))]));
  for (let number = 0; number < count; number += 1) {
    const [group, index] = [Math.floor(number / groupSize), number % groupSize];
    const like = recorded[index === 0 ? 'net1' : index % 2 === 1 ? 'cmp1' : 'cmp2'];
    const name = index === 0 ? `net${group}` : `cmp${group}-${String(index).padStart(2, '0')}`;
    const { manifest, texts } = hostLike(like, recorded.net1.ids, group, index, hasTunnels);
    writeRecording(join(folder, name), name, manifest, texts);
  }
}

const weighed = `data:text/javascript,import{isMainThread}from"node:worker_threads";if(isMainThread)process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write("peak "+maxRSS+" cpu "+(userCPUTime+systemCPUTime)+"\\n")})`;

function measure(folder) {
  const start = performance.now();
  const words = ['--import', weighed, join(root, 'dist/src/cli.js'), 'fleet', '--quiet', folder, '--format', 'text'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1e9 });
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024,
    processor: Number(/cpu (\d+)/.exec(stderr)?.[1]) / 1e6,
    verdict: stdout.split('\n')[0],
  };
}

const words = process.argv.slice(3);
const optionOf = (option) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
const count = Number(words.find((word) => /^\d+$/.test(word)) ?? 500);
const folder = optionOf('--keep') ?? mkdtempSync(join(tmpdir(), 'qdoctor-bench-'));
try {
  const base = join(folder, 'lab');
  if (!readdirSync(folder).includes('lab')) await recordLab(base);
  for (const hosts of [...new Set([Math.ceil(count / 4), count])]) {
    const cloud = join(folder, String(hosts));
    writeCloud(base, cloud, hosts, !words.includes('--without-tunnels'));
    const { seconds, processor, megabytes, verdict } = measure(cloud);
    console.log(
      `${hosts} hosts: ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processors), ${megabytes.toFixed(0)} MB: ${verdict}`,
    );
    if (optionOf('--keep') === undefined) rmSync(cloud, { recursive: true });
  }
} finally {
  if (optionOf('--keep') === undefined) rmSync(folder, { recursive: true, force: true });
}
