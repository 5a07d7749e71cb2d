import * as z from 'zod';
import { type Known, known, unknown } from '../facts/known.ts';
import { jsonLines, parsed } from '../facts/result.ts';
import { ip } from '../facts/within.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { keptBytes, startCapture } from '../probes/capture.ts';
import { signalOnce } from '../probes/signal.ts';
import type { Point } from './journey.ts';
import { readSighting, type Sighting } from './sightings.ts';

/** What one namespace's devices saw of our packets, by device and direction: it is asked for again with each packet. */
class NamespaceWatch {
  readonly devices: ReadonlySet<string>;
  readonly #sightings: readonly Sighting[];
  readonly #names: ReadonlyMap<number, string>;
  readonly #byPoint = new Map<string, Sighting[]>();
  readonly #errors: Sighting[] = [];
  #sorted = 0;

  constructor(names: ReadonlyMap<number, string>, sightings: readonly Sighting[]) {
    this.devices = new Set(names.values());
    this.#sightings = sightings;
    this.#names = names;
  }

  at({ device, direction }: Point): readonly Sighting[] {
    this.#sort();
    return this.#byPoint.get(`${direction} ${device}`) ?? [];
  }

  errors(): readonly Sighting[] {
    this.#sort();
    return this.#errors;
  }

  /** Those that came since it was asked last. */
  #sort(): void {
    for (const sighting of this.#sightings.slice(this.#sorted)) {
      const key = `${sighting.direction} ${this.#names.get(sighting.interfaceIndex) ?? ''}`;
      const already = this.#byPoint.get(key);
      if (already === undefined) this.#byPoint.set(key, [sighting]);
      else already.push(sighting);
      if (sighting.what.kind === 'error') this.#errors.push(sighting);
    }
    this.#sorted = this.#sightings.length;
  }
}

/** A look at all devices of some namespaces at once: `tcpdump -i any` tells by which device a packet came or went. */
export interface Watch {
  /** Why nothing is seen. */
  readonly trouble: string | undefined;
  /** Waits until enough was seen, or for some time. */
  until(milliseconds: number, isEnough: () => boolean): Promise<void>;
  at(point: Point): readonly Sighting[];
  /** The ICMP errors that were seen anywhere. */
  errors(): readonly Sighting[];
  isWatched(point: Point): boolean;
  /** Ends the captures; what was seen stays. */
  end(): Promise<void>;
}

/** Starts a look at some namespaces; a packet sent afterwards is not missed. */
export async function startWatch(
  host: Host,
  namespaces: readonly (string | undefined)[],
  filter: string,
  milliseconds: number,
): Promise<Watch> {
  const heard = signalOnce();
  const begun = namespaces.map((namespace) => ({
    namespace,
    capture: startCapture(
      host,
      { device: 'any', namespace },
      {
        filter,
        bytes: keptBytes.headers,
        milliseconds,
        read: (captured) => [readSighting(captured) ?? []].flat(),
        onPacket: heard.ring,
      },
    ),
  }));
  const [names, starts] = await Promise.all([
    Promise.all(namespaces.map((namespace) => namesOf(host, namespace))),
    Promise.all(begun.map(({ capture }) => capture.started)),
  ]);
  const watches = new Map(
    begun.flatMap(({ namespace, capture }, index) => {
      const list = names[index];
      const isBegun = list?.known === true && starts[index]?.known === true;
      return isBegun ? [[namespace, new NamespaceWatch(list.value, capture.packets)] as const] : [];
    }),
  );
  const troubles = [...names, ...starts].flatMap((each) => (each.known ? [] : each.reason));
  let trouble = watches.has(undefined) ? undefined : troubles[0];
  /** What they did not see may have been there all the same. */
  const partial = new Set<string | undefined>();
  return {
    get trouble() {
      return trouble;
    },
    until: (limit, isEnough) => heard.until(host, limit, isEnough),
    at: (point) => watches.get(point.namespace)?.at(point) ?? [],
    errors: () => [...watches.values()].flatMap((watched) => watched.errors()),
    isWatched: ({ namespace, device }) =>
      !partial.has(namespace) && watches.get(namespace)?.devices.has(device) === true,
    async end() {
      const ends = await Promise.all(
        begun.map(async ({ capture, ...rest }) => ({ ...rest, end: await capture.end(), capture })),
      );
      for (const { namespace, capture } of ends) if (capture.missed > 0) partial.add(namespace);
      trouble ??= ends.flatMap(({ end, capture }) => (end.known || capture.missed > 0 ? [] : end.reason))[0];
    },
  };
}

/** `ip` prints the characters of a device's name as they are, also those that JSON has no place for. */
const readable = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '?');

const linksSchema = z.array(z.object({ ifindex: z.number(), ifname: z.string() }));

/** The devices of a namespace by their index, by which captures name them. */
async function namesOf(host: Host, namespace: string | undefined): Promise<Known<ReadonlyMap<number, string>>> {
  const command: Command = { argv: ip(namespace, '-j', 'link', 'show') };
  const links = parsed(command, await runOne(host, command), (text) =>
    linksSchema.safeParse(jsonLines(readable(text), 1)[0]),
  );
  if (!links.known) return unknown(links.reason);
  if (!links.value.success) return unknown('`ip -j link show` printed no list of devices');
  return known(new Map(links.value.data.map(({ ifindex, ifname }) => [ifindex, ifname])));
}
