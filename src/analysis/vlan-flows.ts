import { required } from '../engine/check.ts';
import type { Flow } from '../facts/flows.ts';
import type { ProviderNetwork } from '../topology/provider.ts';

/** The bit of the VLAN TCI that says "there is a tag" (OpenFlow 1.3, OFPVID_PRESENT). */
const present = 0x1000;

/** Whether a flow puts packets on a VLAN, in the words of OpenFlow 1.0 or 1.3. */
export const setsVlan = ({ actions }: Flow, vlan: number): boolean =>
  actions
    .split(',')
    .some((action) => action === `mod_vlan_vid:${vlan}` || action === `set_field:${present + vlan}->vlan_vid`);

/** The OpenFlow numbers of the ports that a flow puts packets out at. */
export const outputsOf = ({ actions }: Flow): readonly number[] =>
  actions.includes('learn(') ? [] : [...actions.matchAll(/(?:^|,)output:(\d+)/g)].map(([, port]) => Number(port));

/** The flows that are to translate between a provider network's local VLAN and its own, and whether each way is among them. */
export function translationOf({
  vlan,
  localVlan,
  bridges,
  patchPorts,
  integrationFlows,
}: Pick<ProviderNetwork, 'vlan' | 'localVlan' | 'bridges' | 'patchPorts' | 'integrationFlows'>) {
  const inside = required(integrationFlows).filter(({ match }) => patchPorts.includes(match.get('in_port') ?? ''));
  const outside = bridges.map(({ name, flows }) => ({ name, flows: required(flows) }));
  const isIn = inside.some(
    (flow) => setsVlan(flow, localVlan.tag) && (vlan === undefined || flow.match.get('dl_vlan') === String(vlan)),
  );
  const isOut = outside.some(({ flows }) =>
    flows.some(
      (flow) =>
        flow.match.get('dl_vlan') === String(localVlan.tag) &&
        (vlan === undefined ? stripsVlan(flow) : setsVlan(flow, vlan)),
    ),
  );
  return { inside, outside, isIn, isOut };
}

const stripsVlan = ({ actions }: Flow): boolean => /(?:^|,)(?:strip_vlan|pop_vlan)(?:,|$)/.test(actions);
