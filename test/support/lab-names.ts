/*
 * What is what in the recorded labs: two tenants with the same addresses, of which the first is broken. The names follow
 * from the model of the lab (src/lab/model.ts), and stand here as one reads them in a report.
 */

export const networkA = '4338c261-df6f-40ab-a376-e1ffe3fe7045';
export const networkB = 'dd21654a-5510-4d83-acfc-82c5666aa85b';
export const routerA = '6259a93a-c1ab-4357-afb3-b2c25f3da02e';

export const qdhcpA = `qdhcp-${networkA}`;
export const qdhcpB = `qdhcp-${networkB}`;
export const qrouterA = `qrouter-${routerA}`;
export const qrouterB = 'qrouter-9761c6ef-394c-44a1-a227-34d7f5311ddf';

/** The DHCP port, the router's internal port and its gateway port. */
export const [dhcpA, qrA, qgA] = ['tap3b3c85c8-49', 'qr-1e823752-79', 'qg-e271892c-4d'] as const;
export const [dhcpB, qrB, qgB] = ['tap8bb6649c-ae', 'qr-1ab438a9-9c', 'qg-5cd38e81-52'] as const;

const plug = (key: string) =>
  ({ key, tap: `tap${key}`, qbr: `qbr${key}`, qvb: `qvb${key}`, qvo: `qvo${key}` }) as const;

/** The VMs of tenant a, with a hybrid plug each, and that of tenant b. */
export const vm1 = {
  ...plug('71e4b0be-57'),
  id: '71e4b0be-574e-4edf-a6fb-ff4f3028f042',
  mac: 'fa:16:3e:53:84:4f',
  address: '10.11.12.3',
} as const;
export const vm2 = {
  ...plug('a895a5a6-65'),
  id: 'a895a5a6-65d7-436a-a896-79afbd03b768',
  mac: 'fa:16:3e:f1:bb:c8',
  address: '10.11.12.4',
} as const;
export const vmB = {
  ...plug('52da070d-93'),
  id: '52da070d-939b-46ef-a853-ddd1768d5990',
  mac: 'fa:16:3e:8f:f3:41',
  address: '10.11.12.3',
} as const;

/** The device by which the nodes of an HA router hear of each other. */
export const haA = 'ha-76fa4ba7-da';

export const floatingIp = '203.0.113.150';
export const tunnel = 'vxlan-c6120014';

/** What the DHCP agent of Neutron keeps for network a. */
export const filesA = `/var/lib/neutron/dhcp/${networkA}`;
export const dnsmasqA = new RegExp(`^dnsmasq .*${networkA}`);

export const restart = {
  l2: 'service neutron-openvswitch-agent restart',
  l3: 'service neutron-l3-agent restart',
  dhcp: 'service neutron-dhcp-agent restart',
  metadata: 'service neutron-metadata-agent restart',
} as const;
