import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

const summary =
  /^br-tun does not pass what vxlan-c6120014 brings for network [-0-9a-f]+ \(tunnel ID 0x3e[9b]\) to local VLAN [13]\.$/;

testCheck('tunnel-arrivals-dropped', [
  reject('a tunnel of which no flow takes what it brings', flows('br-tun').without(/table=0, .*in_port=2 /), {
    summary,
    fix: [restart.l2],
    count: 2,
  }),
  reject('a flow that drops it', flows('br-tun').with(0, 'priority=5,in_port=2 actions=drop'), {
    summary,
    fix: [restart.l2],
    count: 2,
  }),
  reject('a network that is put on another VLAN', flows('br-tun').changed('mod_vlan_vid:3,', 'mod_vlan_vid:9,'), {
    summary,
    fix: [restart.l2],
  }),
  reject('a flow that sends it nowhere', flows('br-tun').changed(/(table=10, .*),output:1$/, '$1'), {
    summary,
    fix: [restart.l2],
    count: 2,
  }),
  accept(
    'a tunnel that is left of a host that is gone, which no flow knows',
    all(flows('br-tun').without(/table=0, .*in_port=2 /), flows('br-tun').without('output:2')),
  ),
  accept(
    'the words of newer switches',
    flows('br-tun').changed('mod_vlan_vid:3,', 'push_vlan:0x8100,set_field:4099->vlan_vid,'),
  ),
  accept(
    'a distributed router, by whose MACs its hosts are known',
    all(
      flows('br-tun').changed(/(table=4, .*),resubmit\(,10\)$/, '$1,resubmit(,9)'),
      flows('br-tun').with(9, 'priority=0 actions=resubmit(,10)'),
      flows('br-tun').with(9, 'priority=1,dl_src=fa:16:3f:11:22:33 actions=output:1'),
    ),
  ),
]);
