import { UserError } from '../errors.ts';
import { failureOf } from '../facts/result.ts';
import type { Host } from '../host/host.ts';
import { streamCapture } from '../packets/capture/stream.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { readDhcp } from '../packets/read-dhcp.ts';
import { captureCommand, type Place } from './capture-dhcp.ts';

/** Hands over every DHCP packet of a client as it passes a place, until `end`; gives back why a place was not seen. */
export async function followDhcp(
  host: Host,
  places: readonly Place[],
  milliseconds: number,
  clientMac: string | undefined,
  onPacket: (place: Place, packet: DhcpFacts) => void,
  end: AbortSignal,
): Promise<readonly string[]> {
  const troubles = await Promise.all(
    places.map(async (place): Promise<string | undefined> => {
      const command = captureCommand(place, milliseconds);
      const stream = host.stream(command, 'listening on');
      const stop = () => void stream.stop();
      end.addEventListener('abort', stop, { once: true });
      try {
        const began = await stream.start;
        if (began.kind !== 'ready') return failureOf(command, began) ?? `tcpdump on ${place.device} ended at once`;
        for await (const event of readDhcp(streamCapture(stream.output))) {
          if (event.kind !== 'dhcp') continue;
          if (clientMac === undefined || event.packet.clientMac === clientMac) onPacket(place, event.packet);
        }
        return undefined;
      } catch (error) {
        if (error instanceof UserError) return `tcpdump on ${place.device}: ${error.message}`;
        throw error;
      } finally {
        end.removeEventListener('abort', stop);
        await stream.stop();
      }
    }),
  );
  return troubles.filter((trouble) => trouble !== undefined);
}
