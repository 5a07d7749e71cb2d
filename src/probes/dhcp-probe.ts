import { createHash } from 'node:crypto';
import { type Known, known, unknown } from '../facts/known.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { bootRequest, broadcastFlag, dhcpMessage } from '../packets/dhcp/message.ts';
import { encodeDhcpFrame } from '../packets/encode-frame.ts';
import type { WatchPoint } from '../topology/dhcp-watches.ts';
import { captureDhcp, type Place } from './capture-dhcp.ts';
import { packetOutFailure, packetOutWords } from './packet-out.ts';

export interface DhcpProbe {
  readonly bridge: string;
  /** The OpenFlow port that the DISCOVER comes in by, as if the device behind it had sent it. */
  readonly ofport: number;
  readonly srcMac: string;
  readonly clientMac: string;
  /** On the way: the server's first, the last one is the nearest to the client. */
  readonly places: readonly Place[];
}

export interface Watched {
  readonly sent: Known<true>;
  readonly points: readonly WatchPoint[];
}

/** How long dnsmasq may take to answer; it answered in 0.4 ms when measured, but hosts are busy. */
const answerMs = 2000;
/** How long an OFFER may take from the DHCP port to the VM. */
const deliveryMs = 400;

/** How long another server may be slower than ours. */
const othersMs = 50;

/**
 * Our own transaction id for a client. The same each time, so that a recorded probe replays; no client of its own
 * choice will use it while a probe runs, and one that did would ask for its own address anyway.
 */
export const probeXid = (clientMac: string): number =>
  createHash('sha256').update(`qdoctor ${clientMac}`).digest().readUInt32BE(0);

const xidText = (xid: number): string => `0x${xid.toString(16).padStart(8, '0')}`;

/** A source MAC for a port that is not the VM's: locally administered, so that no switch learns anything false. */
export const neutralMac = (clientMac: string): string =>
  `02:${createHash('sha256')
    .update(clientMac)
    .digest('hex')
    .slice(0, 10)
    .replace(/(..)(?=.)/g, '$1:')}`;

/** Puts one DHCPDISCOVER into the switch in a VM's name and follows it, and the answer, past every place. */
export async function probeDhcp(host: Host, probe: DhcpProbe): Promise<Watched> {
  const xid = probeXid(probe.clientMac);
  const captures = probe.places.map((place) =>
    captureDhcp(host, place, answerMs + deliveryMs, ({ xid: seen }) => seen === xidText(xid)),
  );
  // None has begun before all listen.
  const starts = await Promise.all(captures.map(({ started }) => started));
  const send: Command = {
    argv: packetOutWords(probe.bridge, probe.ofport, discover(probe, xid)),
  };
  // Without the server's side in view, whatever came of it could not be told.
  const [atServer] = starts;
  const failure = atServer?.known === false ? atServer.reason : packetOutFailure(send, await runOne(host, send));
  if (failure === undefined) {
    await unlessBefore(host, answerMs, captures[0]?.sawOffer);
    await unlessBefore(host, deliveryMs, captures.at(-1)?.sawOffer);
    await host.wait(othersMs);
  }
  return {
    sent: failure === undefined ? known(true) : unknown(failure),
    points: await Promise.all(captures.map((capture) => capture.end())),
  };
}

async function unlessBefore(host: Host, milliseconds: number, event: Promise<void> | undefined): Promise<void> {
  const over = new AbortController();
  await Promise.race([event, host.wait(milliseconds, over.signal)]);
  over.abort();
}

function discover({ srcMac, clientMac }: DhcpProbe, xid: number): string {
  const message = dhcpMessage({
    op: bootRequest,
    xid,
    // By broadcast: a VM's stack would drop, and a switch could not place, a reply to an address that nobody has yet.
    flags: broadcastFlag,
    chaddr: clientMac,
    options: [
      { code: 53, value: Uint8Array.of(1) },
      { code: 55, value: Uint8Array.of(1, 3, 6, 15, 26, 28, 51, 121) },
    ],
  });
  const frame = encodeDhcpFrame({
    srcMac,
    dstMac: 'ff:ff:ff:ff:ff:ff',
    srcIp: '0.0.0.0',
    dstIp: '255.255.255.255',
    message,
  });
  return Buffer.from(frame).toString('hex');
}
