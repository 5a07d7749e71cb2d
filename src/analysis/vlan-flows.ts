import type { Flow } from '../facts/flows.ts';

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
