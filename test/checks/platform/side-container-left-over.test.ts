import { labModel } from '../../../src/lab/model.ts';
import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newContainer } from '../../support/edits/containers.ts';

const gone = '00000000-0000-4000-8000-000000000000';
const { network } = labModel('kolla-podman').a;

testCheck(
  'side-container-left-over',
  [
    reject('of a network that was deleted', newContainer(`neutron_dhcp_agent_dnsmasq_qdhcp-${gone}`), {
      summary: /still runs, and there is no namespace qdhcp-0000/,
      fix: [`podman rm -f neutron_dhcp_agent_dnsmasq_qdhcp-${gone}`],
    }),
    reject('of TripleO', newContainer(`neutron-haproxy-qrouter-${gone}`), {
      summary: /no namespace qrouter-0000/,
      fix: [`podman rm -f neutron-haproxy-qrouter-${gone}`],
    }),
    accept('of a network that is there', newContainer(`neutron-dnsmasq-${network.namespace}`)),
    accept(
      'one that has ended',
      all(
        newContainer(`neutron-dnsmasq-${network.namespace}`),
        newContainer(`neutron-dnsmasq-qdhcp-${gone}`, 'Exited (0) 3 days ago'),
      ),
    ),
  ],
  { on: 'kolla', onlyAskedWhere: 'of containers beside those of agents' },
);
