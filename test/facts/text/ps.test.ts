import { expect, test } from 'vitest';
import { isDamagedDnsmasq } from '../../../src/facts/dnsmasq-options.ts';
import { type ListedProcess, parsePs, parsePsRows } from '../../../src/facts/text/ps.ts';
import { recording } from './recorded.ts';

const recorded = (file: string): string => recording(`procps-ng-4.0.2/${file}.txt`);

/** Without the shell at its start and `ps` itself at its end. */
const guests = (text: string): readonly ListedProcess[] => parsePs(text).slice(1, -1);

test.each(['ps_aux', 'ps_auxww', 'ps_auxwwwm', 'ps_auxwwf', 'ps_alxwww', 'ps_-elf', 'ps_-elfL'])(
  '%s tells each process once, and the one that is stopped',
  (file) => {
    expect(guests(recorded(file))).toEqual([
      { pid: 3, state: 'S', args: 'sleep 600' },
      { pid: 4, state: 'T', args: 'sleep 601' },
      { pid: 5, state: 'S', args: 'node -e setTimeout(() => {}, 600_000)' },
      { pid: 6, state: 'S', args: 'dnsmasq 602' },
    ]);
  },
);

test.each([
  ['cut by the terminal', recorded('ps_aux-on-a-terminal'), /edge of a terminal/],
  ['that somebody searched', recorded('ps_auxww').replace(/^.*ps auxww\n/m, ''), /ps itself is not in it/],
  ['without its heading', recorded('ps_auxww').replace(/^.*\n/, ''), /not the heading/],
  ['with lines left out', recorded('ps_auxww').replace(/^.*sleep 600$/m, '...'), /an excerpt/],
])('a list %s is refused', (_what, text, reason) => {
  expect(() => parsePs(text)).toThrow(reason);
});

test('ps -ef tells each process, but not whether it is stopped', () => {
  expect(guests(recorded('ps_-ef'))).toEqual(
    guests(recorded('ps_auxww')).map((process) => ({ ...process, state: undefined })),
  );
});

test.each(['ps_aux', 'ps_auxww', 'ps_-ef'])('the rows of %s are read without their heading', (file) => {
  const rows = recorded(file).replace(/^.*\n/, '');
  expect(parsePsRows(rows)).toEqual(parsePs(recorded(file)));
});

test('rows among other lines are no list', () => {
  expect(parsePsRows(recorded('ps_aux'))).toBeUndefined();
  expect(parsePsRows('some words\n')).toBeUndefined();
});

const agentDnsmasq = (words: string) =>
  `dnsmasq --no-hosts --strict-order --pid-file=/var/lib/neutron/dhcp/0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70/pid ${words} --domain=x`;

test.each([
  ['--dhcp-hoXtsfile=/a', true],
  ['-xdhcp-range=set:tag0,10.0.0.0,static,600s', false],
  ['--dhcp-range=set:tag0,10.0.0.0,static,600s', false],
  ['--dhcp-range=set:tag0,10.0.0.!,static,600s', true],
  ['--dhcp-range/set:tag0,10.0.0.0,static,600s', true],
  ['!-dhcp-optsfile=/a', true],
  ['--dhcp-sequential-ip', false],
  ['-r /etc/resolv.conf', false],
])('whether a command line of an agent is damaged: %s', (words, expected) => {
  expect(isDamagedDnsmasq(agentDnsmasq(words))).toBe(expected);
});
