import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const id = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const died = (process: string, of: string) =>
  `2024-03-01 10:00:00.123 7 ERROR neutron.agent.linux.external_process [-] ${process} for ${of} with uuid ${id} not found. The process should not have died`;

testCheck(
  'agent-process-died',
  [
    reject('the proxy of a router', savedText('session.txt', [died('metadata-proxy', 'router')]), {
      summary: new RegExp(`^The metadata proxy of ${id} died unexpectedly`),
      fix: null,
    }),
    reject('dnsmasq of a network', savedText('session.txt', [died('dnsmasq', 'dhcp')]), {
      summary: /^dnsmasq of /,
      fix: null,
    }),
    accept('the same in a log of the host', savedText('var/log/neutron/l3-agent.log', [died('haproxy', 'router')])),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
