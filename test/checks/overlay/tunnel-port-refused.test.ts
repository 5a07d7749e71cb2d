import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { restart, tunnel } from '../../support/lab-names.ts';

const refused = port(tunnel).error('could not add network device vxlan-c6120014 to ofproto (File exists)');
const twin = newPort('br-tun', 'vxlan-77', {
  type: 'vxlan',
  ofport: 7,
  options: { local_ip: '198.18.0.10', remote_ip: '198.18.0.20', in_key: 'flow', out_key: 'flow' },
});

testCheck('tunnel-port-refused', [
  reject('a tunnel that the switch did not make', refused, {
    summary: /vxlan-c6120014.*198\.18\.0\.20.*File exists/,
    fix: ['ovs-vsctl --if-exists del-port br-tun vxlan-c6120014', restart.l2],
  }),
  reject('one whose twin does the work', all(refused, twin), {
    summary: /vxlan-c6120014.*vxlan-77/,
    severity: 'warning',
    fix: ['ovs-vsctl --if-exists del-port br-tun vxlan-c6120014'],
  }),
  accept('two tunnels to one end that both live', twin),
  accept('a tunnel in the making', port(tunnel).ofport(undefined)),
]);
