import type { Finding } from '../engine/diagnose.ts';
import { valuesOf } from '../facts/known.ts';
import { followDhcp } from '../probes/live-dhcp.ts';
import type { WatchPoint } from '../topology/dhcp-watches.ts';
import type { DhcpServer } from '../topology/networks.ts';
import { networksOf } from '../topology/subject.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import { Interrupted } from './ask.ts';
import type { Session } from './session.ts';
import type { Surveyed } from './survey.ts';
import { portNameOf } from './targets.ts';

/** What can be watched: a DHCP server, and the VM whose boot is awaited. */
export interface Watchable {
  readonly server: DhcpServer;
  readonly vm: VmPort | undefined;
}

/** The VM that was asked for, otherwise the one that the finding is about, and the DHCP server of its network. */
export function watchableOf(topology: Surveyed, ports: readonly string[], finding?: Finding): Watchable | undefined {
  const vms = valuesOf(topology.vmPorts);
  const vm =
    vms.find((one) => ports.includes(portNameOf(one))) ??
    vms.find(({ portKey }) => portKey === finding?.subject.portKey);
  const networks = vm?.networkId === undefined ? networksOf(finding?.subject ?? noSubject) : [vm.networkId];
  const server = valuesOf(topology.dhcpServers).find(({ networkId }) => networks.includes(networkId));
  return server?.interface.known && server.interface.value !== undefined ? { server, vm } : undefined;
}

const noSubject = { kind: 'host', id: '', name: '', networks: [], routers: [] } as const;

const longestMs = 100_000;

/** "Reboot it now": every DHCP packet of the VM where it passes, until it has its lease. */
export async function watchLive(session: Session, { server, vm }: Watchable): Promise<void> {
  const { screen, interrupt } = session;
  const device = server.interface.known ? server.interface.value?.name : undefined;
  const places = [
    ...(vm?.tap === undefined ? [] : [{ at: 'vm-side' as const, device: vm.tap.name, namespace: undefined }]),
    ...(device === undefined ? [] : [{ at: 'server' as const, device, namespace: server.namespace }]),
  ];
  const end = new AbortController();
  const stop = () => end.abort();
  const timer = setTimeout(stop, longestMs);
  process.stdin.once('data', stop).resume();
  interrupt.addEventListener('abort', stop, { once: true });
  const names: Readonly<Record<WatchPoint['at'], string>> = {
    'vm-side': 'at the VM',
    'switch-side': 'at the switch',
    server: 'at the server',
  };
  let packets = 0;
  const troubles = await followDhcp(await session.open(), places, {
    clientMac: vm?.mac,
    milliseconds: longestMs,
    end: end.signal,
    onListening: (listening) => {
      screen.say('');
      screen.tell(
        `Listening on ${listening.map((place) => place.device).join(' and ')}. Reboot the VM or renew its lease. ` +
          'Stops at its lease, with Enter, or after 100 s.',
      );
    },
    onPacket: ({ at }, { type, clientMac, yiaddr }) => {
      packets += 1;
      const address = yiaddr === '0.0.0.0' ? '' : ` ${yiaddr}`;
      screen.say(`  ${names[at].padEnd(13)} ${(type ?? 'BOOTP').padEnd(8)} ${clientMac ?? ''}${address}`);
      if (type === 'ACK' && at === places[0]?.at) setTimeout(stop, 200);
    },
  });
  clearTimeout(timer);
  process.stdin.off('data', stop).pause();
  interrupt.removeEventListener('abort', stop);
  if (interrupt.aborted) throw new Interrupted();
  for (const trouble of troubles) screen.tell(trouble, 4, '  ? ');
  if (packets === 0 && troubles.length === 0) screen.tell('No DHCP requests seen: the VM sent nothing.', 2);
  screen.say('');
}
