import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gatherFacts } from '../../src/facts/index.ts';
import { readSwitch } from '../../src/facts/ovs.ts';
import type { SwitchDatabase } from '../../src/facts/switch.ts';
import { openRecording } from '../../src/host/recording.ts';
import { recording } from './text/recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-lists-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recorded = (file: string): string => recording(`openvswitch-3.1.0/${file}`);

async function switchFrom(name: string, files: Readonly<Record<string, string>>): Promise<SwitchDatabase> {
  mkdirSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
  const { database } = await gatherFacts(openRecording(join(folder, name)), ['database']);
  if (!database.known) throw new Error(database.reason);
  return database.value;
}

/** In an order of its own: the database has none. */
const sorted = ({ bridges, ...rest }: SwitchDatabase) => ({
  ...rest,
  bridges: bridges
    .map((bridge) => ({ ...bridge, ports: bridge.ports.toSorted((one, other) => one.name.localeCompare(other.name)) }))
    .toSorted((one, other) => one.name.localeCompare(other.name)),
});

const shown = { 'ovs-vsctl_show': recorded('show.txt') };
const lists = Object.fromEntries(
  ['Bridge', 'Port', 'Interface'].map((table) => [`ovs-vsctl_list_${table}.txt`, recorded(`list-${table}.txt`)]),
);

test('what is shown and listed is what JSON tells', async () => {
  const asJson = readSwitch(recorded('list.json'));
  expect(sorted(await switchFrom('whole', { ...shown, ...lists }))).toEqual(sorted(asJson));
});

test('a list that is cut is left aside', async () => {
  const cut = { ...lists, 'ovs-vsctl_list_Port.txt': recorded('list-Port.txt').split('\n').slice(0, -5).join('\n') };
  const { bridges } = await switchFrom('cut', { ...shown, ...cut });
  const ports = bridges.flatMap((bridge) => bridge.ports);
  expect(ports.find(({ name }) => name === 'qr-fce20708-25')).toMatchObject({
    tag: 1,
    otherConfig: {},
    interfaces: [{ externalIds: { 'attached-mac': 'fa:16:3e:f2:e8:76' } }],
  });
});
