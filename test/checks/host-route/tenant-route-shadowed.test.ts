import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice, policyRules, routes } from '../../support/edits/ip.ts';

testCheck('tenant-route-shadowed', [
  reject('a narrower route of a VPN', routes().with({ dst: '10.11.12.0/25', gateway: '192.0.2.1', dev: 'eth0' }), {
    summary: /10\.11\.12\.\d+.*10\.11\.12\.0\/25.*192\.0\.2\.1/,
    fix: ['ip route del 10.11.12.0/25 via 192.0.2.1 dev eth0'],
  }),
  reject(
    'the network of another bridge, whose address stays in the range without its route',
    all(
      newDevice(undefined, 'docker0', { kind: 'bridge', addresses: ['10.11.12.62/26'] }),
      routes().with({ dst: '10.11.12.0/26', dev: 'docker0', protocol: 'kernel', scope: 'link' }),
    ),
    { summary: /10\.11\.12\.0\/26 dev docker0/, fix: ['ip address del 10.11.12.62/26 dev docker0'] },
  ),
  reject(
    'the network of a NIC by which the host is reached',
    all(device('eth0').withAddress('10.11.12.62/26'), routes().with({ dst: '10.11.12.0/26', dev: 'eth0' })),
    { summary: /10\.11\.12\.0\/26 dev eth0/, fix: ['ip route del 10.11.12.0/26 dev eth0'] },
  ),
  reject(
    'a policy rule for that range',
    all(
      policyRules().with({ priority: 100, src: 'all', dst: '10.11.12.0', dstlen: 24, table: '100' }),
      routes().with({ dst: 'default', gateway: '192.0.2.1', dev: 'eth0', table: '100' }),
    ),
    { summary: /192\.0\.2\.1/, fix: ['ip rule del priority 100'] },
  ),
  reject(
    "a VM's address on the host itself",
    all(
      device('br-ex').withAddress('10.11.12.3/32'),
      routes().with({ dst: '10.11.12.3', dev: 'br-ex', type: 'local', table: 'local' }),
    ),
    { summary: /10\.11\.12\.3/, fix: ['ip address del 10.11.12.3/32 dev br-ex'] },
  ),
  reject(
    "a VM's address on the host itself, with its subnet",
    all(
      device('br-ex').withAddress('10.11.12.4/24'),
      routes().with({ dst: '10.11.12.4', dev: 'br-ex', type: 'local', table: 'local' }),
    ),
    { summary: /10\.11\.12\.4/, fix: ['ip address del 10.11.12.4/24 dev br-ex'] },
  ),
  reject(
    "the router's address on a device by whose subnet the host reaches others",
    all(
      device('eth0').withAddress('10.11.12.1/24'),
      routes().with({ dst: '10.11.12.1', dev: 'eth0', type: 'local', table: 'local' }),
      routes().with({ dst: '198.18.0.0/15', gateway: '10.11.12.200', dev: 'eth0' }),
    ),
    { summary: /10\.11\.12\.1/, fix: null },
  ),
  reject(
    'another address of the range on the host itself',
    all(
      device('br-ex').withAddress('10.11.12.99/32'),
      routes().with({ dst: '10.11.12.99', dev: 'br-ex', type: 'local', table: 'local' }),
    ),
    { summary: /10\.11\.12\.99/, fix: null },
  ),
  accept('a worse route', routes().with({ dst: '10.11.12.0/24', gateway: '192.0.2.1', dev: 'eth0', metric: 500 })),
  accept('a route to another range', routes().with({ dst: '10.11.13.0/24', gateway: '192.0.2.1', dev: 'eth0' })),
  accept(
    'a policy rule that selects by source',
    all(
      policyRules().with({ priority: 100, src: '192.0.2.99', table: '100' }),
      routes().with({ dst: '10.11.12.0/24', gateway: '192.0.2.1', dev: 'eth0', table: '100' }),
    ),
  ),
]);
