import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device, routes } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA, qrA } from '../../support/lab-names.ts';

testCheck('dhcp-namespace-route-wrong', [
  reject('no default route', routes(qdhcpA).without('default'), {
    summary: /10\.11\.12\.1/,
    subject: qdhcpA,
    fix: [`ip -n ${qdhcpA} route replace default via 10.11.12.1 dev tap3b3c85c8-49`],
  }),
  reject('one by a neighbour that is no router', routes(qdhcpA).changed('default', { gateway: '10.11.12.99' }), {
    summary: /10\.11\.12\.99.*10\.11\.12\.1\b/,
    fix: [`ip -n ${qdhcpA} route replace default via 10.11.12.1 dev tap3b3c85c8-49`],
  }),
  accept(
    'an agent before Ussuri, which tags its options otherwise',
    all(
      routes(qdhcpA).without('default'),
      agentFile(`${filesA}/opts`).changed('tag:subnet-7694e601-0105-481a-a616-57b5493230a2', 'tag:tag0'),
      process(dnsmasqA).args('set:subnet-7694e601-0105-481a-a616-57b5493230a2', 'set:tag0'),
    ),
  ),
  accept(
    'a network whose router is elsewhere',
    all(routes(qdhcpA).without('default'), device(qrA).gone(), port(qrA).gone()),
  ),
]);
