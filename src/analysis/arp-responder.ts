import type { Fix } from '../engine/check.ts';
import type { Flow } from '../facts/flows.ts';

/** Neutron's constant ARP_RESPONDER. */
export const responder = 21;

/** The answers that a tunnel bridge gives to ARP requests in a local VLAN. */
export const answersIn = (flows: readonly Flow[], tag: number): readonly Answer[] =>
  flows.flatMap((flow): readonly Answer[] => {
    const [address, mac] = [flow.match.get('arp_tpa'), macIn(flow)];
    const isOwn = flow.table === responder && flow.match.get('dl_vlan') === String(tag);
    return !isOwn || address === undefined || mac === undefined ? [] : [{ flow, address, mac }];
  });

export interface Answer {
  readonly flow: Flow;
  readonly address: string;
  readonly mac: string;
}

const macIn = ({ actions }: Flow): string | undefined =>
  actions.match(/(?:^|,)(?:mod_dl_src:|set_field:)((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/)?.[1];

/** Takes the answers away: requests then go to the other hosts, and the agent sets them up again. */
export const withoutAnswers = (bridge: string, answers: readonly Answer[]): Fix => ({
  summary: 'Delete the stale entry',
  risk: 'safe',
  commands: answers.map(({ flow }) => ['ovs-ofctl', '--strict', 'del-flows', bridge, matchOf(flow)]),
  undo: answers.map(({ flow }) => [
    'ovs-ofctl',
    'add-flow',
    bridge,
    `table=${responder},${flow.text.replace(' actions', ',actions')}`,
  ]),
  permanent: 'If it returns, restart the Open vSwitch agent, which fetches all entries again.',
});

const matchOf = ({ priority, match }: Flow): string =>
  [
    `table=${responder}`,
    `priority=${priority}`,
    ...[...match].map(([field, value]) => (value === '' ? field : `${field}=${value}`)),
  ].join(',');
