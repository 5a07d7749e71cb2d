import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';
import { dhcpB, qrB, vmB } from '../../support/lab-names.ts';

const portsOfB = [vmB.qvo, dhcpB, qrB];
const onTag = (tag: number) =>
  all(...portsOfB.flatMap((name) => [port(name).tag(tag), port(name).note('tag', `${tag}`)]));

testCheck('tag-shared-by-networks', [
  reject('the smaller network on the VLAN of the other', onTag(3), {
    summary: /\b3\b/,
    fix: [
      `ovs-vsctl ${['qvo52da070d-93', 'tap8bb6649c-ae', 'qr-1ab438a9-9c']
        .map((name) => `set Port ${name} tag=1 other_config:tag=1`)
        .join(' -- ')}`,
    ],
  }),
  accept('a network that was renumbered to a VLAN of its own', onTag(8)),
]);
