import type { Finding } from '../engine/diagnose.ts';
import { valuesOf } from '../facts/known.ts';
import { followDhcp } from '../probes/live-dhcp.ts';
import { networksOf } from '../topology/subject.ts';
import type { DhcpServer, Topology, VmPort, WatchPoint } from '../topology/types.ts';
import { Interrupted } from './ask.ts';
import type { Session } from './session.ts';

/** What can be watched: a DHCP server, and the VM whose boot is awaited. */
export interface Watchable {
  readonly server: DhcpServer;
  readonly vm: VmPort | undefined;
}

/** The server, and the VM if one was chosen or is what the finding is about. */
export function watchableOf(topology: Topology, ports: readonly string[], finding?: Finding): Watchable | undefined {
  const vm = valuesOf(topology.vmPorts).find(
    ({ portKey }) => ports.includes(`qvo${portKey}`) || portKey === finding?.subject.portKey,
  );
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
        `Listening on ${listening.map((place) => place.device).join(' and ')}. Reboot the VM now, or have it ask ` +
          'for a lease. It ends with its lease, with Enter, or after a hundred seconds.',
      );
    },
    onPacket: ({ at }, { type, clientMac, yiaddr }) => {
      packets += 1;
      const address = yiaddr === '0.0.0.0' ? '' : ` ${yiaddr}`;
      screen.say(`  ${names[at].padEnd(14)} ${(type ?? 'BOOTP').padEnd(8)} ${clientMac ?? ''}${address}`);
      if (type === 'ACK' && at === places[0]?.at) setTimeout(stop, 200);
    },
  });
  clearTimeout(timer);
  process.stdin.off('data', stop).pause();
  interrupt.removeEventListener('abort', stop);
  if (interrupt.aborted) throw new Interrupted();
  for (const trouble of troubles) screen.tell(trouble, 4, '  ? ');
  if (packets === 0 && troubles.length === 0) screen.tell('Nobody asked in this time: the VM sent nothing at all.', 2);
  screen.say('');
}
