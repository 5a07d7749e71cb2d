import { expect, test } from 'vitest';
import { checks } from '../../../checks/index.ts';
import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { device } from '../../support/edits/ip.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { pasted } from '../../support/edits/texts.ts';
import { restart, vm1, vm2 } from '../../support/lab-names.ts';
import { diagnosisOf, healthyHost } from '../../support/recorded-host.ts';

const show = (tag = '') => `root@cmp01:~# ovs-vsctl show
3f2504e0-4f89-11d3-9a0c-0305e82c3301
    Bridge br-int
        fail_mode: secure
        Port "qvo11111111-11"
            Interface "qvo11111111-11"
        Port "qvo22222222-22"
${tag === '' ? '' : `            ${tag}\n`}            Interface "qvo22222222-22"
        Port br-int
            Interface br-int
                type: internal
    ovs_version: "2.9.0"
root@cmp01:~#
`;

testCheck('port-tag-missing', [
  reject('the port of a VM that runs', port(vm1.qvo).tag(undefined), {
    summary: /qvo71e4b0be-57/,
    subject: vm1.qvo,
    fix: ['ovs-vsctl set Port qvo71e4b0be-57 tag=3'],
  }),
  accept('the port of a VM that is shut off', all(port(vm2.qvo).tag(undefined), device(vm2.tap).gone())),
  reject('a port beside tagged ones in saved text, which tells nothing of its VM', pasted(show('tag: 3')), {
    summary: /^qvo11111111-11 has no VLAN tag, as other ports have; whether its VM runs is unknown\.$/,
    severity: 'warning',
    fix: null,
  }),
  accept('a port that is nobody’s of Neutron', newPort('br-int', 'mirror0', { type: 'internal' })),
]);

test('where no port has a tag, as of other drivers, it is unknown', async () => {
  const own = checks.filter(({ id }) => id === 'port-tag-missing');
  const { findings, checks: outcomes } = await diagnosisOf(pasted(show())(healthyHost('neutron')), own, {
    may: 'send',
  });
  expect(findings).toEqual([]);
  expect(outcomes[0]?.verdict).toBe('unknown');
});

testCheck(
  'port-tag-missing',
  [
    reject(
      'a port that the firewall of the switch does not know either',
      all(port(vm1.tap).tag(undefined), flows('br-int').without('in_port=19')),
      {
        summary: /tap71e4b0be-57/,
        subject: vm1.tap,
        fix: [restart.l2],
      },
    ),
    reject('one whose flows are there', port(vm1.tap).tag(undefined), {
      summary: /tap71e4b0be-57/,
      subject: vm1.tap,
      fix: ['ovs-vsctl set Port tap71e4b0be-57 tag=3'],
    }),
    accept('a port that is nobody’s of Neutron', newPort('br-int', 'mirror0', { type: 'internal' })),
  ],
  { on: 'native-firewall' },
);
