import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedFiles } from '../../src/host/recorded-files.ts';
import { savedHosts } from '../../src/host/saved/hosts.ts';
import { packageRoot } from '../../src/package.ts';
import { dhcpA, networkA, qdhcpA, qgA, qrA, qrouterA, vm1 } from '../support/lab-names.ts';
import { diagnosisOf } from '../support/recorded-host.ts';

/*
 * Saved outputs of one host with a fault, cut as people cut them: what is found in the rest is the fault, or nothing.
 */

type Texts = ReadonlyMap<string, string>;

const source = join(packageRoot, 'test/recordings/lab-neutron-text/shown');

/** A healthy host, as somebody saved it. */
const healthy: Texts = new Map(
  readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(source.length + 1), readFileSync(path, 'utf8')];
    }),
);

const within = (namespace: string, words: string) => `ip_netns_exec_${namespace}_${words}`;

interface Fault {
  readonly check: string;
  readonly file: string;
  change(text: string): string;
  /** What goes with it in other outputs. */
  readonly beside?: Readonly<Record<string, (text: string) => string>>;
}

const blockOf = (text: string, device: string, change: (block: string) => string): string =>
  text
    .split(/(?<=\n)(?=\S)/)
    .map((block) => (block.startsWith(`${device}:`) || block.startsWith(`${device} `) ? change(block) : block))
    .join('');

const down = (device: string) => (text: string) =>
  blockOf(text, device, (block) =>
    block.replace(/flags=\d+<([^>]*)>/, (_, flags: string) => `flags=4098<${flags.replace(/UP,|,RUNNING/g, '')}>`),
  );

const lineAfter = (text: string, port: string, line: string): string =>
  text.replace(new RegExp(`(Port "?${port}"?\\n)( +tag: \\d+\\n)?`), `$1            ${line}\n`);

/** A fault of each kind that text shows, as it changes one output. */
export const faults: readonly Fault[] = [
  { check: 'port-dead-vlan', file: 'ovs-vsctl_show', change: (text) => lineAfter(text, dhcpA, 'tag: 4095') },
  { check: 'port-dead-vlan', file: 'ovs-vsctl_show', change: (text) => lineAfter(text, vm1.qvo, 'tag: 4095') },
  { check: 'port-tag-wrong', file: 'ovs-vsctl_show', change: (text) => lineAfter(text, vm1.qvo, 'tag: 77') },
  { check: 'router-gateway-down', file: within(qrouterA, 'ifconfig_-a'), change: down(qgA) },
  { check: 'router-interface-down', file: within(qrouterA, 'ifconfig_-a'), change: down(qrA) },
  { check: 'dhcp-port-down', file: within(qdhcpA, 'ifconfig_-a'), change: down(dhcpA) },
  {
    check: 'router-filter-drops',
    file: within(qrouterA, 'iptables-save'),
    change: (text) => text.replace(/(\*filter\n(?::.*\n)*)/, '$1-A FORWARD -j DROP\n'),
  },
  {
    check: 'dhcp-server-not-running',
    file: 'ps_auxww',
    change: (text) => text.replace(new RegExp(`^.*dnsmasq .*${networkA}.*\\n`, 'm'), ''),
    // With the process go its sockets.
    beside: { [within(qdhcpA, 'netstat_-tulpn')]: (text) => text.replace(/^.*\/dnsmasq *\n/gm, '') },
  },
  {
    check: 'router-forwarding-off',
    file: within(qrouterA, 'sysctl_-a'),
    change: (text) => text.replace('net.ipv4.ip_forward = 1', 'net.ipv4.ip_forward = 0'),
  },
];

/** A stream of numbers that is the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const remarks = ['<- this one?', '# as usual', '!!!', '(everything else is fine)'];
const marks = ['...', '(snip)', '[...]'];

/** What stands in a file where its command, or whoever fetched it, failed. */
const failures = ['', 'Permission denied\n', '{}\n', '<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n'];

/**
 * `marked`: somebody says so; `end`, `begin`: as head, tail and the edge of a terminal cut; `remark`: a line more;
 * `folded`, `narrow`: as `fold -w80` and `cut -c1-132` do;
 * `quoted`, `numbered`: what mails and pagers put before each line; `failed`: something else stands there.
 */
const kinds = [
  'marked',
  'end',
  'begin',
  'remark',
  'prompt',
  'gone',
  'folded',
  'narrow',
  'quoted',
  'numbered',
  'failed',
] as const;

/** A few lines are lost, and nothing says so: what stood in them is missing, as on a host that lacks it. */
export const unmarked = ['dropped'] as const;

type Kind = (typeof kinds)[number] | (typeof unmarked)[number];

function cut(text: string, name: string, kind: Kind, random: () => number): string | undefined {
  const lines = text.split('\n').slice(0, -1);
  const at = Math.floor(random() * lines.length);
  const length = 1 + Math.floor(random() * (lines.length - at));
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const joined = (all: readonly string[]) => `${all.join('\n')}\n`;
  switch (kind) {
    case 'marked':
      return joined([...lines.slice(0, at), pick(marks), ...lines.slice(at + length)]);
    case 'end':
      return joined(lines.slice(0, at + 1));
    case 'begin':
      return joined(lines.slice(at));
    case 'remark':
      return joined([...lines.slice(0, at), pick(remarks), ...lines.slice(at)]);
    case 'prompt':
      return joined([`root@net01:~# ${name.replaceAll('_', ' ')}`, ...lines, 'root@net01:~# ']);
    case 'gone':
      return undefined;
    case 'dropped':
      return joined([...lines.slice(0, at), ...lines.slice(at + 1 + Math.floor(random() * 3))]);
    case 'folded':
      return joined(lines.flatMap((line) => line.match(/.{1,80}/g) ?? ['']));
    case 'narrow':
      return joined(lines.map((line) => line.slice(0, 132)));
    case 'quoted':
      return joined(lines.map((line) => `> ${line}`));
    case 'numbered':
      return joined(lines.map((line, index) => `${String(index + 1).padStart(6)}\t${line}`));
    case 'failed':
      return pick(failures);
  }
}

/** All the texts, each cut by chance. `share`: of how many of them. */
function cutAll(texts: Texts, share: number, random: () => number, ways: readonly Kind[]): Texts {
  const kept = new Map<string, string>();
  for (const [name, text] of texts) {
    if (random() >= share) {
      kept.set(name, text);
      continue;
    }
    const kind = ways[Math.floor(random() * ways.length)] ?? 'gone';
    // Files are copied whole, or not at all.
    const rest = name.includes('/') ? undefined : cut(text, name, kind, random);
    if (rest !== undefined) kept.set(name, rest);
  }
  return kept;
}

/**
 * What befalls one output on its way: its end or its begin is lost at any byte, a byte is another, lines are doubled, swapped
 * or lost. Nothing marks it.
 */
export const damages = ['cut', 'begun', 'flipped', 'doubled', 'swapped', 'dropped'] as const;

export type Damage = (typeof damages)[number];

export function damaged(text: string, damage: Damage, random: () => number): string {
  const upTo = (bound: number) => Math.floor(random() * bound);
  const lines = text.split('\n');
  const at = upTo(Math.max(1, lines.length - 1));
  const place = upTo(text.length);
  switch (damage) {
    case 'cut':
      return text.slice(0, place);
    case 'begun':
      return text.slice(place);
    case 'flipped':
      return `${text.slice(0, place)}${String.fromCharCode(33 + upTo(94))}${text.slice(place + 1)}`;
    case 'doubled':
      return [...lines.slice(0, at + 1), ...lines.slice(at)].join('\n');
    case 'swapped':
      return [...lines.slice(0, at), lines[at + 1] ?? '', lines[at] ?? '', ...lines.slice(at + 2)].join('\n');
    case 'dropped':
      return [...lines.slice(0, at), ...lines.slice(at + 1 + upTo(3))].join('\n');
  }
}

export interface DamageTrial {
  /** The output that was damaged. */
  readonly file: string;
  /** What is called an error beside the fault. */
  readonly falseErrors: readonly string[];
  /** A fault that was called healthy. */
  readonly isCleared: boolean;
}

/** A host with a fault, or none, of which one output was damaged. */
export async function tryDamage(
  fault: Fault | undefined,
  damage: Damage,
  random: () => number,
  form: 'files' | 'paste',
): Promise<DamageTrial> {
  const whole = withFault(fault);
  const outputs = [...whole.keys()].filter((name) => !name.includes('/'));
  const file = outputs[Math.floor(random() * outputs.length)] ?? '';
  const texts = new Map([...whole, [file, damaged(whole.get(file) ?? '', damage, random)]]);
  const hosts = savedHosts(filesOf(form === 'paste' ? pasted(texts) : texts));
  const diagnoses = await Promise.all(hosts.map((host) => diagnosisOf(host)));
  const errors = diagnoses
    .flatMap(({ findings }) => findings)
    .filter(({ severity, cause, check }) => severity === 'error' && cause === 'root' && check !== fault?.check);
  return {
    file,
    falseErrors: errors.map(({ check, summary }) => `${check}: ${summary}`),
    isCleared: diagnoses.some(({ verdict }) => verdict === 'healthy'),
  };
}

/** The outputs of a host with a fault, or with none. */
export function withFault(fault: Fault | undefined): Texts {
  const texts = new Map(healthy);
  if (fault === undefined) return texts;
  for (const [file, change] of Object.entries({ ...fault.beside, [fault.file]: fault.change }))
    texts.set(file, change(texts.get(file) ?? ''));
  return texts;
}

const filesOf = (texts: Texts): RecordedFiles => ({
  name: 'net01',
  paths: new Set(texts.keys()),
  read: (path) => (texts.has(path) ? Buffer.from(texts.get(path) ?? '') : undefined),
});

/** All outputs as one session of a terminal, beside the copies of files. */
function pasted(texts: Texts): Texts {
  const outputs = [...texts].filter(([name]) => !name.includes('/'));
  const session = outputs.map(([name, text]) => `root@net01:~# ${name.replaceAll('_', ' ')}\n${text}`).join('');
  return new Map([...[...texts].filter(([name]) => name.includes('/')), ['session.txt', `${session}root@net01:~# \n`]]);
}

export interface Trial {
  readonly fault: string;
  /** How much of the text is left, from 0 to 1. */
  readonly left: number;
  readonly isNamed: boolean;
  /** Called healthy, which no text proves. */
  readonly isCleared: boolean;
  /** What was called an error beside it. */
  readonly falseErrors: readonly string[];
}

/** One fault, or none, in outputs that were cut by chance. */
export async function tryCut(
  fault: Fault | undefined,
  random: () => number,
  ways: readonly Kind[] = kinds,
  form: 'files' | 'paste' = 'files',
): Promise<Trial> {
  const broken = withFault(fault);
  const rest = cutAll(broken, random(), random, ways);
  const size = (texts: Texts) => [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  const hosts = savedHosts(filesOf(form === 'paste' ? pasted(rest) : rest));
  const diagnoses = await Promise.all(hosts.map((host) => diagnosisOf(host)));
  const found = diagnoses.flatMap(({ findings }) => findings);
  const errors = found.filter(({ severity }) => severity === 'error');
  const isOf = (check: string) => check === fault?.check;
  return {
    fault: fault?.check ?? 'none',
    left: size(rest) / size(broken),
    isNamed: errors.some(({ check }) => isOf(check)),
    isCleared: diagnoses.some(({ verdict }) => verdict === 'healthy'),
    falseErrors: errors
      .filter(({ check, cause }) => !isOf(check) && cause === 'root')
      .map(({ check, summary }) => `${check}: ${summary}`),
  };
}

/** Whether the fault is found where nothing is cut, and is there at all. */
export async function isFoundWhole(fault: Fault): Promise<boolean> {
  const { isNamed, falseErrors } = await tryCut(fault, () => 0);
  return isNamed && falseErrors.length === 0;
}
