import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { rules } from '../../support/edits/iptables.ts';
import { filesA, vm1 } from '../../support/lab-names.ts';

const pair = '-s 10.11.12.3/32 -m mac --mac-source fa:16:3e:53:84:4f';

testCheck('anti-spoofing-wrong', [
  reject(
    'the MAC that the port had before',
    rules().changed(`--mac-source ${vm1.mac}`, '--mac-source fa:16:3e:00:be:ef'),
    {
      summary: /fa:16:3e:00:be:ef.*10\.11\.12\.3 fa:16:3e:53:84:4f/,
      fix: [`iptables -I neutron-openvswi-s71e4b0be-5 ${pair} -j RETURN`],
    },
  ),
  reject(
    'a host file of dnsmasq with another address than both chains',
    agentFile(`${filesA}/host`).changed(/,10\.11\.12\.3$/, ',10.11.12.77'),
    {
      summary: /host file .* 10\.11\.12\.77.* 10\.11\.12\.3/,
      fix: ['service neutron-dhcp-agent restart'],
    },
  ),
  accept(
    'one more pair that is allowed to the port',
    rules().first(
      'filter',
      '-A neutron-openvswi-s71e4b0be-5 -s 10.11.12.200/32 -m mac --mac-source fa:16:3e:53:84:4f -j RETURN',
    ),
  ),
  accept('a port that may have any address of a range', rules().changed(pair, pair.replace('.3/32', '.0/24'))),
]);
