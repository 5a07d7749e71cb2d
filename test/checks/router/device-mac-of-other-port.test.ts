import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { dhcpA, qdhcpA, qrA, qrouterA, vm1, vm2 } from '../../support/lab-names.ts';

testCheck('device-mac-of-other-port', [
  reject("a router's device that was given a VM's MAC", device(qrA).mac(vm1.mac), {
    summary: /qr-1e823752-79 in qrouter-\S+ uses fa:16:3e:53:84:4f, the MAC of qvo71e4b0be-57; its own is fa:16:3e:/,
    fix: [`ip -n ${qrouterA} link set dev qr-1e823752-79 address fa:16:3e:3c:6e:f2`],
  }),
  reject("a DHCP server's device", device(dhcpA).mac(vm2.mac), {
    summary: /tap3b3c85c8-49 in qdhcp-\S+ uses fa:16:3e:f1:bb:c8/,
    fix: [`ip -n ${qdhcpA} link set dev ${dhcpA} address fa:16:3e:9e:37:79`],
  }),
  accept('a MAC that nothing else has', device(qrA).mac('fa:16:3e:00:00:99')),
]);
