import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { networkA, vm1, vm2, vmB } from '../../support/lab-names.ts';

const leftOver = newPort('br-int', 'qvo0badcafe-00', {
  tag: 3,
  ids: { 'attached-mac': vm1.mac, 'iface-id': '0badcafe-0000-4000-8000-000000000000', 'iface-status': 'active' },
  notes: { net_uuid: networkA, tag: '3' },
});

testCheck('port-mac-duplicate', [
  reject('the plug of an instance that is gone, with the MAC of its successor', leftOver, {
    summary: /qvo71e4b0be-57.*qvo0badcafe-00.*fa:16:3e:53:84:4f.*has no guest/,
    severity: 'warning',
    fix: ['ovs-vsctl --if-exists del-port br-int qvo0badcafe-00', 'ovs-appctl fdb/flush br-int'],
  }),
  reject('two VMs that run, with one MAC', port(vm2.qvo).id('attached-mac', vm1.mac), {
    summary: /fa:16:3e:53:84:4f/,
    fix: null,
  }),
  accept('one MAC in two networks', port(vmB.qvo).id('attached-mac', vm1.mac)),
  accept('a VM that is shut off, with its own MAC', device(vm2.tap).gone()),
]);
