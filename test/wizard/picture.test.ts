import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { watchableOf } from '../../src/wizard/live.ts';
import { drawPath, pathOf } from '../../src/wizard/picture.ts';
import { all, type Change } from '../support/edits/change.ts';
import { device, forwarding } from '../support/edits/ip.ts';
import { port } from '../support/edits/ovs.ts';
import { process } from '../support/edits/processes.ts';
import { dhcpA, qgA, qrA, qrouterA, vm1, vm2, vmB } from '../support/lab-names.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/** The root causes on a changed host, with the broken hop of each picture. */
async function picturesOf(change: Change, asked: readonly string[] = []) {
  const topology = await topologyOf(change(healthyHost('neutron')));
  const roots = diagnose(topology, checks, everything).findings.filter(({ cause }) => cause === 'root');
  return roots.map((finding) => {
    const hops = pathOf(topology, finding, asked);
    const broken = hops.find(({ isBroken }) => isBroken);
    return {
      check: finding.check,
      hops,
      broken: broken && [broken.label, broken.names[0]],
      watched: watchableOf(topology, asked, finding)?.vm?.portKey,
    };
  });
}

describe('the broken hop is where the finding is', () => {
  test.each([
    ['port-tag-wrong', port(dhcpA).tag(77), ['tap', dhcpA]],
    ['port-tag-wrong', port(vm1.qvo).tag(77), ['qvo', vm1.qvo]],
    ['router-interface-down', device(qrA).down(), ['qr', qrA]],
    ['router-gateway-down', device(qgA).down(), ['qg', qgA]],
    ['router-forwarding-off', forwarding(qrouterA, false), ['qrouter', qrouterA]],
    ['hybrid-tap-down', device(vm2.tap).down(), ['tap', vm2.tap]],
    ['hybrid-bridge-down', device(vm1.qbr).down(), ['qbr', vm1.qbr]],
  ] as const)('of %s', async (check, change, broken) => {
    const pictures = await picturesOf(change);
    expect(pictures.find((picture) => picture.check === check)?.broken).toEqual(broken);
  });
});

test.each([
  ['l2-agent-not-running', process(/neutron-openvswitch-agent --config/).gone()],
  ['l3-agent-not-running', process(/neutron-l3-agent/).gone()],
])('of the whole host there is no picture (%s)', async (check, change) => {
  const pictures = await picturesOf(change);
  expect(pictures.find((picture) => picture.check === check)).toMatchObject({ hops: [], broken: undefined });
});

test.each([vm1, vm2])('the picture and the watch are of the VM that was asked for', async ({ qvo, key }) => {
  const [picture] = await picturesOf(port(dhcpA).tag(77), [qvo]);
  expect(picture?.hops.flatMap(({ names }) => names)).toContain(qvo);
  expect(picture?.watched).toBe(key);
});

test("a finding of another tenant's VM is drawn with that VM", async () => {
  const [picture] = await picturesOf(port(vm1.qvo).tag(77), [vmB.qvo]);
  expect(picture?.broken).toEqual(['qvo', vm1.qvo]);
});

test.each([40, 60, 80])('a drawing fits %i columns', async (columns) => {
  for (const { hops } of await picturesOf(all(port(dhcpA).tag(77), device(qgA).down()))) {
    expect(drawPath(hops, columns, (text) => text).filter(({ length }) => length > columns)).toEqual([]);
  }
});
