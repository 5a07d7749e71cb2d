import { expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { type Argv, all, type Change, printed } from '../support/edits/change.ts';
import { routes } from '../support/edits/ip.ts';
import { diagnosisOf, healthyHost } from '../support/recorded-host.ts';

/*
 * What a check rests on may be told by more than what it judges. Where that was printed by a tool that lies, by something
 * else in its place or not at all, the check cannot tell: it does not pass, and it does not become not applicable.
 */

const ofRouters = (argv: Argv) =>
  argv[0] === 'ip' && argv[2]?.startsWith('qrouter-') === true && argv.includes('-batch');
const ofSwitch = ([tool]: Argv) => tool === 'ovs-vsctl';
const wrongHop = routes().changed('10.11.12.0/24', { gateway: '203.0.113.253' });
const unchanged: Change = (host) => host;

test.each<readonly [string, Change, (argv: Argv) => boolean]>([
  ['tenant-route-wrong-next-hop', wrongHop, ofRouters],
  ['tenant-route-missing', unchanged, ofRouters],
  ['dhcp-offer-missing', unchanged, ofSwitch],
  ['dhcp-input-filtered', unchanged, ofSwitch],
  ['provider-gateway-silent', unchanged, ofSwitch],
])('%s does not pass where what it rests on is no output of its tool', async (id, change, isMeant) => {
  for (const text of ['garbage\n', 'Permission denied\n', '{}\n', '', '> []\n']) {
    const host = all(
      change,
      printed(isMeant, () => text),
    )(healthyHost('neutron'));
    const { checks: outcomes, findings } = await diagnosisOf(
      host,
      checks.filter((check) => check.id === id),
    );
    expect([text, findings, outcomes[0]?.verdict]).toEqual([text, [], 'unknown']);
  }
});
