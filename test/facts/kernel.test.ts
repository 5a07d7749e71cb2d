import { describe, expect, test } from 'vitest';
import { kernelCommand, readKernel } from '../../src/facts/kernel.ts';

const read = (stdout: string) => {
  const kernel = readKernel({ kind: 'exited', exitCode: 2, stdout, stderr: '' });
  return kernel.known ? kernel.value : kernel.reason;
};

const stat = '/proc/1/net/stat/arp_cache';
const max = '/proc/sys/net/ipv4/neigh/default/gc_thresh3:1024\n';
const last = '/proc/sys/net/ipv4/ip_forward:1\n';

describe('what the kernel tells of its tables', () => {
  test('neighbours: all processors tell the same number, and each counts by itself how often there was no room', () => {
    const rows = ['entries  allocs table_fulls', '00000400 00001daa 00000002', '00000400 00000010 00000003'];
    expect(read(`${max}${rows.map((row) => `${stat}:${row}\n`).join('')}${last}`)).toMatchObject({
      neighbours: { entries: 1024, max: 1024, refused: 5 },
      isBridgeFiltered: undefined,
    });
  });

  test('neighbours: a kernel before 4.2 does not count that', () => {
    expect(read(`${max}${stat}:entries allocs\n${stat}:00000010 00000020\n${last}`)).toMatchObject({
      neighbours: { entries: 16, refused: undefined },
    });
  });

  test('in a container neither limit nor number of neighbours is in sight', () => {
    expect(read(last)).toMatchObject({ neighbours: undefined, conntrackMax: undefined });
  });

  test.each([
    ['a cut list', max],
    ['nothing', ''],
    ['a row of another width', `${max}${stat}:entries allocs\n${stat}:00000010\n${last}`],
    ['a number that is none', `${max.replace('1024', '10x4')}${last}`],
  ])('%s: not known', (_what, text) => {
    expect(read(text)).toContain(kernelCommand.argv[0]);
  });
});
