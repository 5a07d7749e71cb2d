import { defineCheck, type Evidence, type Fix } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { within } from '../../src/facts/within.ts';
import { removeAddressFix } from '../../src/remedies/addresses.ts';
import { addressesOn } from '../../src/topology/addresses.ts';
import type { Port } from '../../src/topology/ports.ts';
import type { ArpProxy, Rivals } from '../../src/topology/traces.ts';

export default defineCheck({
  id: 'router-address-duplicate',
  layer: 'router',
  title: "Another device answers for a router's address",
  why: 'VMs, or hosts outside, send what is for the router to whichever device answered last.',
  symptom: 'Connections through the router break now and then, or work for some VMs only.',
  remedy: 'Remove the address from the other device: find it by its MAC (`ovs-appctl fdb/show`, the LAN switches).',
  limits:
    'Not with --passive. A machine on the external network that answers ARP for others (proxy ARP) is reported too: it takes packets of the router.',
  sources: ['https://www.rfc-editor.org/rfc/rfc5227', 'https://man7.org/linux/man-pages/man8/arping.8.html'],
  severity: 'error',
  each: 'traces',
  with: ['ports'],
  explainedBy: ['ha-router-active-count'],
  applies: ({ rivals }) => rivals !== undefined,
  judge({ rivals }, { ports }) {
    if (rivals === undefined) return undefined;
    const { address, device, namespace } = rivals;
    const all = valuesOf(ports);
    const own = all.find(({ subject }) => subject.name === device);
    // Where ports of another network answer, it is the VLANs that are mixed up.
    const isStranger = (mac: string) => all.some((port) => port.mac === mac && port.network?.id !== own?.network?.id);
    const others = rivals.others.filter((mac) => !isStranger(mac));
    if (others.length === 0) return undefined;
    const holders = all.filter(({ mac }) => mac !== undefined && others.includes(mac));
    const names = others.map((mac) => nameOf(mac, holders));
    return {
      ...(own === undefined ? {} : { subject: own.subject }),
      summary: `${address} is the address of ${device} in ${namespace}, but ${names.join(' and ')} answers for it too.`,
      evidence: [answers({ ...rivals, others }), ...(rivals.proxies ?? []).map(proxyEvidence)],
      fix: proxyFix(rivals) ?? holders.map((port) => removal(port, address)).find((fix) => fix !== null) ?? null,
      // Who answers for others does so for all of them.
      ...(rivals.proxies === undefined ? {} : { shared: others.toSorted().join(' ') }),
    };
  },
});

const nameOf = (mac: string, holders: readonly Port[]): string => {
  const port = holders.find((each) => each.mac === mac);
  if (port === undefined) return mac;
  const [location] = port.sightings;
  return `${port.subject.name}${location?.namespace === undefined ? '' : ` in ${location.namespace}`} (${mac})`;
};

const answers = ({ address, mac, others, capture }: Rivals): Evidence => ({
  command: capture,
  where: 'host',
  output: [mac, ...others].map((each) => `${address} is at ${each}`).join('\n'),
  isSeen: true,
});

const proxyEvidence = ({ namespace, settings, evidence }: ArpProxy): Evidence => ({
  command: evidence,
  where: namespace ?? 'host',
  output: settings.map((path) => `/proc/sys/${path}:1`).join('\n'),
});

/** Devices of this host that answer for others by a setting. */
function proxyFix({ address, proxies }: Rivals): Fix | undefined {
  const all = (proxies ?? []).flatMap(({ namespace, settings }) => settings.map((path) => ({ namespace, path })));
  if (all.length === 0) return undefined;
  const set = (value: number) =>
    all.map(({ namespace, path }) => within(namespace, 'sysctl', '-w', `${path}=${value}`));
  return {
    summary: `Let ${proxies?.map(({ device }) => device).join(' and ')} answer by ARP for its own addresses only`,
    risk: 'safe',
    // The host may have learned the wrong MAC, and would send there for a minute.
    commands: [...set(0), ['ip', 'neigh', 'flush', 'to', address]],
    undo: set(1),
    permanent: `Find what set ${all.map(({ path }) => path).join(' and ')} in /etc/sysctl.d/ or a script and correct it there.`,
  };
}

/** Of a device of this host; from a guest only its owner can remove it. */
function removal({ sightings }: Port, address: string): Fix | null {
  for (const { namespace, interface: device } of sightings) {
    const held = addressesOn(device).find((each) => each.address === address);
    if (namespace !== undefined && held !== undefined) {
      return removeAddressFix({ ...held, device: device.name, namespace });
    }
  }
  return null;
}
