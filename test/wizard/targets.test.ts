import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { matching } from '../../src/wizard/ask-with-keys.ts';
import { surveyHost } from '../../src/wizard/survey.ts';
import { portNameOf, targetsOf } from '../../src/wizard/targets.ts';
import { newProcess } from '../support/edits/processes.ts';
import { floatingIp, networkA, vm1, vm2, vmB } from '../support/lab-names.ts';
import { healthyHost } from '../support/recorded-host.ts';

const qemu = (name: string, uuid: string, mac: string) =>
  newProcess(
    `/usr/bin/qemu-system-x86_64 -name guest=${name},debug-threads=on -S -uuid ${uuid} -device virtio-net-pci,netdev=hostnet0,id=net0,mac=${mac},bus=pci.0`,
  );

const surveyOf = (host: Host) => surveyHost(host, () => undefined);

describe.each(['folsom', 'neutron'] as const)('a VM of a %s host', (layout) => {
  test.each([
    ['fixed IP', vm2.address, vm2],
    ['floating IP', floatingIp, vm1],
    ['MAC', vm1.mac.toUpperCase(), vm1],
    ['port UUID', vmB.id, vmB],
    ['the start of it', vmB.id.slice(0, 8), vmB],
    ['tap', vm1.tap, vm1],
    ['qvo', vm1.qvo, vm1],
    ['address and network', `${vm1.address} ${networkA.slice(0, 8)}`, vm1],
  ])('is found by its %s', async (_what, words, { qvo }) => {
    const found = matching(targetsOf(await surveyOf(healthyHost(layout))), words);
    expect(found.map(({ value }) => value.ports)).toEqual([[qvo]]);
  });

  test('is found by its network, with others on it', async () => {
    const found = matching(targetsOf(await surveyOf(healthyHost(layout))), networkA);
    expect(found.flatMap(({ value }) => value.ports).toSorted()).toEqual([vm1.qvo, vm2.qvo].toSorted());
    expect(found.flatMap(({ value }) => value.networks)).toEqual([networkA]);
  });

  test('is found by the name and UUID that QEMU has for it', async () => {
    const uuid = '5a6c3c9e-0a0f-4f6f-9a5f-3a3d5b8a1c11';
    const survey = await surveyOf(qemu('instance-000000a7', uuid, vm2.mac)(healthyHost(layout)));
    for (const words of ['instance-000000a7', '000000a7 10.11']) {
      expect(matching(targetsOf(survey), words).map(({ value }) => value.ports)).toEqual([[vm2.qvo]]);
    }
  });

  test('is found by the UUID that the switch has for its instance', async () => {
    const survey = await surveyOf(healthyHost(layout));
    const vms = survey.topology.vmPorts.known ? survey.topology.vmPorts.value : [];
    for (const vm of vms) {
      const port = vm.port.known ? vm.port.value : undefined;
      const uuid = port?.interface?.externalIds['vm-uuid'];
      expect(uuid).toBeDefined();
      expect(matching(targetsOf(survey), uuid ?? '').map(({ value }) => value.ports)).toEqual([[portNameOf(vm)]]);
    }
  });

  test('has a row that fits 60 columns, behind the cursor and a number', async () => {
    for (const { label } of targetsOf(await surveyOf(healthyHost(layout)))) expect(label.length).toBeLessThan(55);
  });
});
