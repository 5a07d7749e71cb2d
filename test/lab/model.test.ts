import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { type LabModel, labModel, maxNetworks } from '../../src/lab/model.ts';
import { nearest } from '../../src/nearest.ts';

describe('the model of a lab', () => {
  test('the same twice', () => {
    expect(labModel('neutron', 3)).toEqual(labModel('neutron', 3));
  });

  test.each(['folsom', 'neutron'] as const)('no name, MAC or external address twice in a large %s lab', (layout) => {
    const model = labModel(layout, maxNetworks);
    for (const names of uniqueNames(model)) expect(new Set(names).size).toBe(names.length);
  });

  test('no device name longer than the kernel takes', () => {
    for (const { tap, qbr, qvb, qvo } of labModel('neutron', 5).vms) {
      for (const device of [tap, qbr, qvb, qvo]) expect(device.length).toBeLessThanOrEqual(15);
    }
  });

  test('two tenants with the same addresses and different tags', () => {
    const { a, b } = labModel('folsom');
    expect(b.vm1.address).toBe(a.vm1.address);
    expect(b.network.tag).not.toBe(a.network.tag);
  });

  test.each([-1, 1.5, maxNetworks + 1])('%d further networks are a mistake of the user', (count) => {
    expect(() => labModel('neutron', count)).toThrow(UserError);
  });
});

describe('the faults', () => {
  test('no id twice', () => {
    expect(new Set(faults.map((fault) => fault.id)).size).toBe(faults.length);
  });

  test('nearest names of a mistyped one', () => {
    const ids = faults.map((fault) => fault.id);
    expect(nearest('qg-dwn', ids)[0]).toBe('qg-down');
    expect(nearest('dhcp-no', ids)).toContain('dhcp-no-offer');
    expect(nearest('xyzzy', ids)).toEqual([]);
  });
});

function uniqueNames({ networks, routers, vms }: LabModel): readonly (readonly string[])[] {
  const ports = [...networks.map((network) => network.dhcpPort), ...routers.flatMap(({ qr, qg }) => [qr, qg])];
  return [
    [...ports.map((port) => port.id), ...vms.map((vm) => vm.portId)],
    [...ports.map((port) => port.mac), ...vms.map((vm) => vm.mac)],
    [...ports.map((port) => port.device), ...vms.flatMap(({ tap, qbr, qvb, qvo }) => [tap, qbr, qvb, qvo])],
    [...networks, ...routers, ...vms].map(({ namespace }) => namespace),
    routers.map(({ qg }) => qg.address),
    networks.map((network) => String(network.tag)),
  ];
}
