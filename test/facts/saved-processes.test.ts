import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { factIds, gatherFacts } from '../../src/facts/index.ts';
import { openRecording } from '../../src/host/recording.ts';
import { recording } from './text/recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const id = '487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a';

async function dnsmasqWith(namespaces: string) {
  const list = recording('procps-ng-4.0.2/ps_auxww.txt');
  const hostsfile = `--dhcp-hostsfile=/var/lib/neutron/dhcp/${id}/host`;
  writeFileSync(join(folder, 'ps_auxww'), list.replace('dnsmasq 602', `dnsmasq ${hostsfile}`));
  writeFileSync(join(folder, 'ip_netns'), namespaces);
  return (await gatherFacts(openRecording(folder), factIds)).dnsmasq;
}

test('a dnsmasq in a saved list of processes serves the namespace of its network', async () => {
  expect(await dnsmasqWith(`qdhcp-${id}\n`)).toMatchObject({
    known: true,
    value: [{ pid: 6, networkId: id, isFrozen: false, whereabouts: undefined }],
  });
});

test('a dnsmasq whose namespace is not on the host may be a container’s', async () => {
  expect(await dnsmasqWith('fip-487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a\n')).toEqual({
    known: false,
    reason: "the dnsmasq with pid 6 may be a container's: its namespace is not on this host",
  });
});
